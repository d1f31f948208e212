using ProtocolGateway.Exchanges;
using ProtocolGateway.Tests.Exchanges;

namespace ProtocolGateway.Tests.Absences;

/// <summary>Gateways on one journal, one life after another, or several at once.</summary>
internal sealed class Lives : IAsyncDisposable
{
    private readonly List<GatewayUnderTest> begun = [];

    public string Folder { get; } = System.IO.Directory.CreateTempSubdirectory("journal-").FullName;

    public ManualTime Time { get; } = new();

    public int Count => begun.Count;

    public GatewayUnderTest Last => begun[^1];

    /// <summary>One that has not given a sign of life yet.</summary>
    public GatewayUnderTest Add()
    {
        begun.Add(new GatewayUnderTest(Folder, time: Time));
        return Last;
    }

    public async Task<GatewayUnderTest> StartAsync()
    {
        var gateway = Add();
        await gateway.Get<Heartbeat>().BeatAsync();
        return gateway;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var gateway in begun) await gateway.DisposeAsync();
        System.IO.Directory.Delete(Folder, recursive: true);
    }
}
