
namespace ProtocolGateway.Acceptance;

/// <summary>An OCPI CPO queues nothing: what it made while nobody listened, or was told 503, is only in its list.</summary>
internal sealed class What_was_made_while_the_gateway_was_away_arrives : Journey
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly OcpiCpoStandIn cpo = new();
    private readonly EmipEmspStandIn emsp = new();

    private OcpiCpoClient Ocpi => new(Gateway.Partners, GatewaySettings.InboundToken(Story.OcpiCpo));

    protected override GatewaySettings Settings() => new GatewaySettings()
        .Ocpi(Story.OcpiCpo, cpo.VersionsUrl, cpo.Token, ("CPO", "BE*BEC"))
        .EmipEmsp(Story.EmipEmsp, "FR*MSP", emsp)
        .Agreement();

    protected override async Task BeforeAsync()
    {
        await cpo.StartAsync();
        await emsp.StartAsync();
    }

    protected override async Task AfterAsync()
    {
        await cpo.DisposeAsync();
        await emsp.DisposeAsync();
    }

    [Test]
    public async Task Once_after_a_stop()
    {
        var (pushed, missed) = (NewId(), NewId());
        Assert.That((await Ocpi.PostAsync(OcpiRecord.ChargeDetailRecord(pushed))).StatusCode, Is.EqualTo(1000));
        Make(pushed);
        Assert.That(await Gateway.StopAsync(), Is.Zero);
        Make(missed);

        await Gateway.StartAgainAsync();

        await AssertOnceAsync(pushed, missed);
    }

    [Test]
    public async Task Once_after_a_kill()
    {
        await Gateway.KillAsync();
        var missed = NewId();
        Make(missed);

        await Gateway.StartAgainAsync();

        await AssertOnceAsync(missed);
    }

    [Test]
    public async Task Once_after_503s()
    {
        var missed = NewId();
        using (JournalLock.Hold(Path.Combine(Gateway.Folder, "data")))
        {
            Assert.That((await Ocpi.PostAsync(OcpiRecord.ChargeDetailRecord(missed))).HttpStatus, Is.EqualTo(503));
        }
        Make(missed);

        await AssertOnceAsync(missed);
    }

    private void Make(string id) => cpo.Make("cdrs", OcpiRecord.ChargeDetailRecord(id).ToJsonString(), DateTimeOffset.UtcNow);

    /// <summary>Each arrived, was sent once, and is owed once.</summary>
    private async Task AssertOnceAsync(params string[] ids)
    {
        foreach (var id in ids) await emsp.UntilTakenAsync(Service(id), Patience);
        await Eventually.TrueAsync(
            async () => (await Gateway.Operators.DeliveriesBesideImportsAsync()).All(d => d.State == "Delivered"), "everything is delivered", Patience);
        var rows = await Gateway.Operators.DeliveriesBesideImportsAsync();
        Assert.Multiple(() =>
        {
            foreach (var id in ids)
            {
                Assert.That(emsp.SendingsOf(Service(id)), Has.Count.EqualTo(1), id);
                Assert.That(rows.Count(r => r.Key.EndsWith(id, StringComparison.OrdinalIgnoreCase)), Is.EqualTo(1), id);
            }
        });
    }

    private static string Service(string id) => NameBasedUuid.Of($"BEBEC|{id}");
}
