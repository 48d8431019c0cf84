import dev.tracing.boot.consumer.Consumer

new Consumer(basedir, 'aot-1.jar').traces('-Dspring.aot.enabled=true')
