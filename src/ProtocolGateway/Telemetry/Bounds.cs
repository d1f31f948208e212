namespace ProtocolGateway.Telemetry;

/// <summary>The buckets of histograms.</summary>
internal static class Bounds
{
    /// <summary>An answer over the network, in seconds.</summary>
    public static readonly double[] Answer = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];

    /// <summary>From acceptance to the partner's hands, in seconds: retries go on for days.</summary>
    public static readonly double[] Delivery = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 900, 3600, 14_400, 86_400];

    /// <summary>A commit, in seconds.</summary>
    public static readonly double[] Commit = [0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5];

    /// <summary>Works that one commit makes durable.</summary>
    public static readonly double[] Batch = [1, 2, 4, 8, 16, 32, 64, 128, 256];
}
