namespace ProtocolGateway.Ocpi.Tests.StandIns;

/// <summary>The system's time, put forward by a test.</summary>
internal sealed class ShiftedTime : TimeProvider
{
    private TimeSpan shift;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + shift;

    public void Advance(TimeSpan by) => shift += by;
}
