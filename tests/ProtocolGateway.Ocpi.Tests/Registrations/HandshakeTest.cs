using System.Text;
using ProtocolGateway.Ocpi.Tests.StandIns;
using ProtocolGateway.Ocpi.Wire;
using ProtocolGateway.Partners;

namespace ProtocolGateway.Ocpi.Tests.Registrations;

/// <summary>A gateway, and a platform that registers with it or is registered with.</summary>
public abstract class HandshakeTest
{
    internal const string TokenA = "registration-token-A";

    internal static IEnumerable<string> Versions => OcpiVersion.Spoken.Select(v => v.Number);

    internal string Folder { get; private set; } = "";

    internal ShiftedTime Time { get; private set; } = null!;

    internal StandInPlatform Platform { get; private set; } = null!;

    [SetUp]
    public async Task StartAsync()
    {
        Folder = System.IO.Directory.CreateTempSubdirectory("handshake-").FullName;
        (Time, Platform) = (new ShiftedTime(), await StandInPlatform.StartAsync());
    }

    [TearDown]
    public async Task StopAsync()
    {
        await Platform.DisposeAsync();
        System.IO.Directory.Delete(Folder, recursive: true);
    }

    internal Task<HandshakeGateway> GatewayAsync(params (string Key, string? Value)[] settings) => HandshakeGateway.StartAsync(
        Folder, Time, [new(Role.EMSP, new("DE", "ABC"))], [new(Role.CPO, new("FR", "798"))], [.. settings, .. settings.Any(s => s.Key == "RegistrationToken") ? Array.Empty<(string, string?)>() : [("RegistrationToken", TokenA)]]);

    /// <summary>Whatever is in the data directory but the key.</summary>
    internal string OnDisk()
    {
        var text = new StringBuilder();
        foreach (var file in System.IO.Directory.GetFiles(Folder).Where(f => Path.GetFileName(f) != "token.key"))
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var reader = new StreamReader(stream, Encoding.Latin1);
            text.Append(reader.ReadToEnd());
        }
        return text.ToString();
    }
}
