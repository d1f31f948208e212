namespace ProtocolGateway.Telemetry;

/// <summary>Marks each turn of something that must not stand still.</summary>
internal sealed class Turns(TimeProvider time)
{
    private long last;

    /// <summary>How long ago the last turn was; zero before the first.</summary>
    public TimeSpan Idle => Volatile.Read(ref last) is not 0 and var at ? time.GetElapsedTime(at) : TimeSpan.Zero;

    public void Mark() => Volatile.Write(ref last, time.GetTimestamp());
}
