import dev.tracing.boot.consumer.Consumer

new Consumer(basedir, 'war-1.war').traces()
