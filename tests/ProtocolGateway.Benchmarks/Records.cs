using System.Reflection;

namespace ProtocolGateway.Benchmarks;

/// <summary>The records that are translated, as bytes; all of them ours, about a session at <see cref="EvseId"/>.</summary>
internal static class Records
{
    public const string SessionId = "3f0d7c51-8b55-4a0e-9a35-5f1f6f1d2c77";
    public const string EvseId = "FR*798*E75056*0042*1";

    /// <summary>When the records became deliverable: what stands in <c>last_updated</c>.</summary>
    public static readonly DateTimeOffset At = new(2024, 6, 12, 9, 50, 0, TimeSpan.Zero);

    public static byte[] EmipCdr { get; } = Load("emip-cdr.xml");

    public static byte[] OcpiCdr { get; } = Load("ocpi-cdr.json");

    public static byte[] Locations { get; } = Load("locations.json");

    public static byte[] Tokens { get; } = Load("tokens.json");

    private static byte[] Load(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"{name} is not among the embedded records.");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
