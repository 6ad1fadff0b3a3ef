internal import Dispatch
internal import ScanModel
internal import Synchronization

/// Waits on the calling thread until asynchronous work is done.
///
/// Only for the main thread of the tool, which is none of the threads that run tasks: blocking it starves nobody.
func blocking<Value: Sendable>(_ work: @escaping @Sendable () async -> Value) -> Value {
    let result = ResultBox<Value>()
    let done = DispatchSemaphore(value: 0)
    // A detached task inherits nothing by itself.
    let limits = InputLimits.current
    Task.detached {
        let value = await InputLimits.$current.withValue(limits) { await work() }
        result.value.withLock { $0 = value }
        done.signal()
    }
    done.wait()
    guard let value = result.value.withLock({ $0 }) else { preconditionFailure("the work was done without a result") }
    return value
}

private final class ResultBox<Value: Sendable>: Sendable {
    let value = Mutex<Value?>(nil)
}
