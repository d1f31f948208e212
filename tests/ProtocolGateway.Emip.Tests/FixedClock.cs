namespace ProtocolGateway.Emip.Tests;

internal sealed class FixedClock : TimeProvider
{
    public static DateTimeOffset Now { get; } = new(2024, 6, 12, 8, 0, 0, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => Now;
}
