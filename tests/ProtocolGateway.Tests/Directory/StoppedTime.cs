namespace ProtocolGateway.Tests.Directory;

/// <summary>Time that passes when told to.</summary>
internal sealed class StoppedTime : TimeProvider
{
    private long ticks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => ticks;

    public void Pass(TimeSpan time) => ticks += time.Ticks;
}
