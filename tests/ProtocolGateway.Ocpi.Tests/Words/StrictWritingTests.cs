using ProtocolGateway.Canonical;

namespace ProtocolGateway.Ocpi.Tests.Words;

/// <summary>What is written keeps to the tables: cut where a rule says so, rounded and reported, else held (ocpi.md 1.10, 5).</summary>
internal sealed class StrictWritingTests
{
    private static readonly string Long = new('x', 300);

    [Test]
    public async Task An_address_is_cut_to_45_characters_where_no_more_are_allowed()
    {
        var location = Location() with { Address = "12 place des Terreaux, derrière la Fontaine Bartholdi" };
        var written = await Paper.WriteAsync("2.1.1", "location", location);

        Assert.That(written.Json["address"]!.ToString(), Is.EqualTo("12 place des Terreaux, derrière la Fontaine B"));
        Assert.That(Reports(written), Has.Some.StartsWith("Cut: address: "));
        Assert.That((await Paper.WriteAsync("2.2.1", "location", location)).Json["address"]!.ToString(), Is.EqualTo(location.Address));
    }

    [TestCase("2.1.1")]
    [TestCase("2.2.1")]
    [TestCase("2.3.0")]
    public async Task What_is_too_long_and_no_rule_may_cut_is_held(string version) =>
        Assert.That((await Paper.WriteAsync(version, "location", Location() with { City = Long })).Hold?.Code, Is.EqualTo("TooLong"));

    [TestCase("2.1.1")]
    [TestCase("2.2.1")]
    [TestCase("2.3.0")]
    public async Task Characters_that_no_document_may_carry_are_held(string version) =>
        Assert.That((await Paper.WriteAsync(version, "location", Location() with { City = "Ly\u0007on" })).Hold?.Code, Is.EqualTo("Unwritable"));

    [TestCase("2.1.1", "45.76729", "45.767290")]
    [TestCase("2.1.1", "45.7672994", "45.767299")]
    [TestCase("2.1.1", "-0.5", "-0.500000")]
    [TestCase("2.1.1", "-45.7672995", "-45.767300")]
    [TestCase("2.2.1", "45.7672", "45.76720")]
    [TestCase("2.2.1", "45", "45.00000")]
    [TestCase("2.3.0", "45.76729951", "45.7672995")]
    [TestCase("2.3.0", "-45.76729951", "-45.76730")]
    [TestCase("2.3.0", "+4.5e1", "45.00000")]
    public async Task Coordinates_have_the_decimals_of_the_version(string version, string told, string said)
    {
        var written = await Paper.WriteAsync(version, "location", Location() with { Coordinates = new GeoLocation { Latitude = told, Longitude = "4.833567" } });

        Assert.That(written.Json["coordinates"]!["latitude"]!.ToString(), Is.EqualTo(said));
        Assert.That(Reports(written).Any(r => r.StartsWith("Rounded: coordinates/latitude", StringComparison.Ordinal)),
            Is.EqualTo(decimal.Parse(told, System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture)
                != decimal.Parse(said, System.Globalization.CultureInfo.InvariantCulture)));
    }

    [TestCase("2.1.1", "2026-05-04T08:00:00Z")]
    [TestCase("2.2.1", "2026-05-04T08:00:00.999Z")]
    [TestCase("2.3.0", "2026-05-04T08:00:00.999Z")]
    public async Task Times_are_cut_to_what_the_version_tells_and_never_rounded_up(string version, string said)
    {
        var written = await Paper.WriteAsync(version, "location", Location() with { LastUpdated = new DateTimeOffset(2026, 5, 4, 8, 0, 0, TimeSpan.Zero).AddTicks(9_999_999) });

        Assert.That(written.Json["last_updated"]!.ToString(), Is.EqualTo(said));
        Assert.That(Reports(written), Has.Some.EqualTo("Rounded: last_updated: the fraction of the time was cut"));
    }

    [TestCase("2.1.1", 12.34565, 12.3457)]
    [TestCase("2.2.1", 12.34564, 12.3456)]
    [TestCase("2.3.0", -12.34565, -12.3457)]
    public async Task Numbers_have_four_decimals_half_away_from_zero(string version, decimal told, decimal said)
    {
        var session = (Session)Paper.Read(version, "session", OwnVersionTests.TextOf(version, "session")).Message! with { Kwh = told };
        var written = await Paper.WriteAsync(version, "session", session);

        Assert.That(written.Json["kwh"]!.GetValue<decimal>(), Is.EqualTo(said));
        Assert.That(Reports(written), Has.Some.StartsWith("Rounded: kwh: "));
    }

    [Test]
    public async Task What_is_mandatory_and_missing_is_held_with_its_name()
    {
        var written = await Paper.WriteAsync("2.3.0", "location", Location() with { TimeZone = null });

        Assert.That((written.Hold?.Code, written.Hold?.Text), Is.EqualTo(("Incomplete", "time_zone: mandatory, and neither the message nor the directory tells it")));
    }

    private static Location Location() => (Location)Paper.Read("2.3.0", "location", OwnVersionTests.TextOf("2.3.0", "location-hidden")).Message! with { Publish = true, PublishAllowedTo = null };

    private static IEnumerable<string> Reports(Written written) => written.Losses.Select(l => l.ToString());
}
