using ProtocolGateway.Partners;
using ProtocolGateway.Protocols;
using ProtocolGateway.Telemetry;
using ProtocolGateway.Tests.Exchanges;
using ProtocolGateway.Tests.Journal;

namespace ProtocolGateway.Tests.Telemetry;

public sealed class GaugesTests(JournalProvider provider) : JournalTest(provider)
{
    [Test]
    public async Task Debt_is_told_by_partner_with_its_age_and_why_it_is_held()
    {
        var other = Samples.NewPartner("other", new PartnerRole(Role.EMSP, Samples.OtherEmsp));
        await using var gateway = new GatewayUnderTest(partners: [Samples.CpoPartner, Samples.EmspPartner, other]);
        using var counted = await BeginAsync(gateway);
        await gateway.AcceptAsync(Samples.Heard(Samples.Record("S-1")));
        gateway.Time.Advance(TimeSpan.FromSeconds(90));
        await gateway.AcceptAsync(Samples.Heard(Samples.Record("S-2")));
        await gateway.AcceptAsync(Samples.Heard(Samples.Record("S-3"), hold: new("UnmappedCode", "x", "mapping:emip")));
        await gateway.AcceptAsync(Samples.Heard(Samples.Record("S-4") with { CdrToken = new() { Party = new("XX", "NON") } }));

        Assert.Multiple(() =>
        {
            Assert.That(counted.Now("deliveries.owed"), Is.EqualTo(new[] { "{partner=cpo} 0", "{partner=emsp} 2", "{partner=other} 0" }));
            Assert.That(counted.Now("deliveries.owed.age"), Is.EqualTo(new[] { "{partner=cpo} 0", "{partner=emsp} 90", "{partner=other} 0" }));
            Assert.That(counted.Now("deliveries.held"), Is.EqualTo(new[] { "{code=NoRecipient,partner=unknown} 1", "{code=UnmappedCode,partner=emsp} 1" }));
            Assert.That(counted.Now("deliveries.in_doubt"), Is.EqualTo(new[] { "{partner=cpo} 0", "{partner=emsp} 0", "{partner=other} 0" }));
        });
    }

    [Test]
    public async Task What_is_in_doubt_and_waits_for_a_person_is_told()
    {
        await using var gateway = new GatewayUnderTest();
        using var counted = await BeginAsync(gateway);
        gateway.Protocol.Next(new Outcome.InDoubt("broke"));
        await gateway.AcceptAsync(Samples.Heard(Samples.Report()));
        await gateway.DeliverAsync();

        Assert.That(counted.Now("deliveries.in_doubt"), Is.EqualTo(new[] { "{partner=cpo} 0", "{partner=emsp} 1" }));
    }

    [Test]
    public async Task A_paused_partner_is_told_as_1_until_a_person_resumes()
    {
        await using var gateway = new GatewayUnderTest();
        using var counted = await BeginAsync(gateway);
        gateway.Protocol.Next(new Outcome.Unreachable("HTTP 401", PausePartner: true));
        await gateway.AcceptAsync(Samples.Heard(Samples.Record()));
        await gateway.DeliverAsync();
        Assert.That(counted.Now("partner.paused"), Is.EqualTo(new[] { "{partner=cpo} 0", "{partner=emsp} 1" }));

        await gateway.Actions.RetryAsync(gateway.Delivery().Id, CancellationToken.None);
        gateway.Dispatcher.Sweep();
        Assert.That(counted.Now("partner.paused"), Is.EqualTo(new[] { "{partner=cpo} 0", "{partner=emsp} 0" }));
    }

    [Test]
    public async Task A_certificate_is_told_in_days_from_now_also_below_zero()
    {
        var now = new ManualTime().GetUtcNow();
        var soon = Samples.EmspPartner with { Settings = new Certified(now.AddDays(30.5)) };
        var gone = Samples.NewPartner("gone") with { Settings = new Certified(now.AddDays(-2)) };
        await using var gateway = new GatewayUnderTest(partners: [Samples.CpoPartner, soon, gone]);
        using var counted = await BeginAsync(gateway);

        Assert.That(counted.Now("partner.certificate.remaining"), Is.EqualTo(new[] { "{partner=emsp} 30.5", "{partner=gone} -2" }));
    }

    [Test]
    public async Task Who_was_heard_and_who_took_something_is_told_by_its_time()
    {
        await using var gateway = new GatewayUnderTest();
        using var counted = await BeginAsync(gateway);
        await gateway.AcceptAsync(Samples.Heard(Samples.Record()));
        await gateway.DeliverAsync();

        var noon = new DateTimeOffset(2026, 10, 1, 12, 0, 0, TimeSpan.Zero).ToUnixTimeSeconds();
        Assert.That(counted.Now("partner.heard.time"), Is.EqualTo(new[] { $"{{partner=cpo}} {noon - 1}" }));
        Assert.That(counted.Now("partner.said.time"), Is.EqualTo(new[] { $"{{partner=emsp}} {noon}" }));
    }

    private static async Task<Counted> BeginAsync(GatewayUnderTest gateway)
    {
        await gateway.Get<Gauges>().StartAsync(CancellationToken.None);
        return new Counted(gateway.Get<GatewayMeter>());
    }

    private sealed record Certified(DateTimeOffset? CertificateExpiresAt) : ICertified
    {
        public bool IsAskedForCertificate => false;
    }
}
