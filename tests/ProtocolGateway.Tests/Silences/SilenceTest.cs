using ProtocolGateway.Exchanges;
using ProtocolGateway.Partners;
using ProtocolGateway.Silences;
using ProtocolGateway.Tests.Exchanges;
using ProtocolGateway.Tests.Journal;

namespace ProtocolGateway.Tests.Silences;

/// <summary>A hub that we tell that we are there, and a CPO that tells us, on one journal for any number of nodes.</summary>
public abstract class SilenceTest(JournalProvider provider) : JournalTest(provider)
{
    private readonly List<GatewayUnderTest> nodes = [];
    private string folder = "";

    private protected static Partner Hub { get; } = Samples.NewPartner("hub", new PartnerRole(Role.HUB, new("FR", "107")));

    private protected ManualTime Time { get; private set; } = null!;

    private protected ScriptedSigns Signs { get; private set; } = null!;

    [SetUp]
    public void Make()
    {
        folder = System.IO.Directory.CreateTempSubdirectory("journal-").FullName;
        Time = new ManualTime();
        Signs = new ScriptedSigns();
    }

    [TearDown]
    public async Task Remove()
    {
        foreach (var node in nodes) await node.DisposeAsync();
        nodes.Clear();
        System.IO.Directory.Delete(folder, recursive: true);
    }

    /// <summary>A node that has begun.</summary>
    private protected async Task<GatewayUnderTest> StartAsync()
    {
        var node = new GatewayUnderTest(folder, [Samples.CpoPartner, Samples.EmspPartner, Hub], time: Time, signs: Signs);
        nodes.Add(node);
        await node.Get<HeartBeating>().BeginAsync(Hub);
        return node;
    }

    private protected Task BeatAsync(GatewayUnderTest node) => node.Get<HeartBeating>().BeatAsync(Hub, Signs, CancellationToken.None);

    /// <summary>As a node has it after it has written what it heard and read what all have.</summary>
    private protected static async Task<PartnerState> StateAsync(GatewayUnderTest node, Partner partner)
    {
        await node.Get<Heartbeat>().BeatAsync();
        await node.Get<SilentPartners>().JudgeAsync(CancellationToken.None);
        return (await node.Get<IPartnerStates>().ReadAsync(CancellationToken.None)).Single(s => s.Partner.Id == partner.Id);
    }
}
