import dev.tracing.boot.consumer.Consumer

def servlet = new Consumer(basedir, 'servlet-1.jar')
servlet.traces()
servlet.reachesFeaturesByProperty()
servlet.followsItsSetup()
servlet.switchesFeaturesOff()
servlet.tracesNothingIfDisabled()
