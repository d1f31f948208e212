namespace ProtocolGateway.Ocpi.Tests.Upkeep;

/// <summary>What the settings say about lists that were never asked for.</summary>
internal sealed class FirstStartTests : Away
{
    protected override (string Key, string? Value)[] Settings => [("Timeout", "60"), ("CatchUpFrom", "2026-01-31T00:00:00Z")];

    [Test]
    public void A_list_is_asked_for_from_the_instant_that_the_settings_name()
    {
        var asked = Cpo.AskedFor("cdrs").Single();

        Assert.That(asked.Path, Does.Contain("date_from=2026-01-30T23%3A45%3A00Z"));
    }

    [Test]
    public async Task And_once_only()
    {
        await Gateway.CatchUpAsync();

        Assert.That(Cpo.AskedFor("cdrs").Select(r => r.Path.Contains("date_from=2026-01-30", StringComparison.Ordinal)), Is.EqualTo(new[] { true, false }));
    }
}

internal sealed class NoCatchingUpTests : Away
{
    protected override (string Key, string? Value)[] Settings => [("Timeout", "60"), ("CatchUp", "false")];

    [Test]
    public async Task A_partner_that_is_not_to_be_asked_is_not()
    {
        Make(1);
        await Gateway.CatchUpAsync();

        Assert.That(Cpo.Requests, Is.Empty);
    }
}
