import dev.tracing.boot.consumer.Consumer

new Consumer(basedir, 'jetty-1.jar').traces()
