using System.Globalization;
using ProtocolGateway.Canonical;
using ProtocolGateway.Directory;

namespace ProtocolGateway.Tests.Directory;

/// <summary>Which version of a tariff a session is charged by.</summary>
internal sealed class TariffHistoryTests
{
    private static readonly Tariff January = Version("january", "2026-01-01");
    private static readonly Tariff March = Version("march", "2026-03-01");

    [TestCase("2026-01-01", "january")]
    [TestCase("2026-02-28", "january")]
    [TestCase("2026-03-01", "march")]
    [TestCase("2027-01-01", "march")]
    [TestCase("2025-12-31", "january")]
    public void That_of_its_time_else_the_oldest(string day, string expected) => Assert.That(At(day, March, January), Is.EqualTo(expected));

    [TestCase("2026-03-31", "january")]
    [TestCase("2026-04-01", "march")]
    public void One_that_was_told_ahead_counts_from_its_own_start(string day, string expected) =>
        Assert.That(At(day, January, March with { StartDateTime = Day("2026-04-01") }), Is.EqualTo(expected));

    [Test]
    public void None_after_its_end() => Assert.That(At("2026-05-01", January, March with { EndDateTime = Day("2026-05-01") }), Is.Null);

    [Test]
    public void One_that_was_told_late_counts_where_it_says_so() =>
        Assert.That(At("2026-02-01", January with { LastUpdated = Day("2026-02-15"), StartDateTime = Day("2026-02-10") }, March with { StartDateTime = Day("2026-01-15") }), Is.EqualTo("march"));

    [Test]
    public void None_that_began_later() => Assert.That(At("2026-02-01", March with { StartDateTime = Day("2026-03-01") }), Is.Null);

    [TestCase("2025-12-31", "january", null)]
    [TestCase("2026-01-31", "january", null)]
    [TestCase("2026-02-01", null, "2026-02-01")]
    [TestCase("2026-02-28", null, "2026-02-01")]
    [TestCase("2026-03-01", "march", null)]
    public void One_that_was_withdrawn_counts_for_what_began_before_and_again_once_it_is_published_anew(string day, string? expected, string? withdrawn)
    {
        var history = new TariffHistory([Told(March), new(Day("2026-02-01"), null), Told(January)]);
        Assert.That((history.At(Day(day))?.TariffAltUrl, history.WithdrawnAt(Day(day))), Is.EqualTo((expected, withdrawn is null ? (DateTimeOffset?)null : Day(withdrawn))));
    }

    [Test]
    public void One_that_was_withdrawn_before_it_began_never_counts() =>
        Assert.That(new TariffHistory([Told(January with { StartDateTime = Day("2026-04-01") }), new(Day("2026-02-01"), null)]).At(Day("2026-05-01")), Is.Null);

    private static TariffVersion Told(Tariff tariff) => new(tariff.LastUpdated!.Value, tariff);

    private static string? At(string day, params Tariff[] versions) => TariffHistory.Of(versions).At(Day(day))?.TariffAltUrl;

    private static Tariff Version(string name, string day) => new() { Id = "T-1", TariffAltUrl = name, LastUpdated = Day(day) };

    private static DateTimeOffset Day(string day) => new(DateTime.Parse(day, CultureInfo.InvariantCulture), TimeSpan.Zero);
}
