namespace ProtocolGateway.Ocpi.Tests.StandIns;

/// <summary>A clock whose timers go off when the test says so, and never before.</summary>
internal sealed class ManualClock : TimeProvider
{
    private readonly Lock gate = new();
    private readonly List<ManualTimer> timers = [];

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, () => callback(state));
        lock (gate) timers.Add(timer);
        return timer;
    }

    /// <summary>Every time-out that is running runs out.</summary>
    public void RunOut()
    {
        ManualTimer[] running;
        lock (gate) running = [.. timers];
        foreach (var timer in running) timer.GoOff();
    }

    private sealed class ManualTimer(ManualClock clock, Action goOff) : ITimer
    {
        public void GoOff() => goOff();

        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
            lock (clock.gate) clock.timers.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return default;
        }
    }
}
