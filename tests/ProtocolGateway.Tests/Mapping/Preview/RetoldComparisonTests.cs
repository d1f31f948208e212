using ProtocolGateway.Canonical;
using ProtocolGateway.Mapping;
using ProtocolGateway.Mapping.Preview;
using ProtocolGateway.Protocols;

namespace ProtocolGateway.Tests.Mapping.Preview;

/// <summary>What one message comes to by two versions of the mapping files.</summary>
public sealed class RetoldComparisonTests
{
    private static readonly CompiledMapping Mapping = Shipped.Find("emip", "charge-detail-record");

    [Test]
    public void XML_differs_where_its_elements_do_whatever_stands_around_them()
    {
        var before = Of("""<m:r xmlns:m="u"><a>1</a><list><x>1</x><x>2</x></list></m:r>""");
        var after = Of("""<m:r xmlns:m="u"><list><x>1</x><x>3</x></list><b>1</b></m:r>""");
        Assert.That(Compare(before, after), Is.EqualTo(new[] { "Field emip/charge-detail-record a: 1 -> nothing", "Field emip/charge-detail-record list/x[]: 2 -> 3", "Field emip/charge-detail-record b: nothing -> 1" }));
    }

    [Test]
    public void What_one_of_them_says_in_another_request_is_a_whole_document()
    {
        var two = Of("<r/>") with { Drafts = [new(Mapping, "<r/>", null, []), new(Mapping, "<s/>", null, [])] };
        Assert.That(Compare(Of("<r/>"), two), Is.EqualTo(new[] { "Field emip/charge-detail-record the whole document: nothing -> <s/>" }));
        Assert.That(Compare(two, Of("<r/>")), Is.EqualTo(new[] { "Field emip/charge-detail-record the whole document: <s/> -> nothing" }));
    }

    /// <summary>What is owed is made of more than the document, so that a reading which differs shows nowhere else.</summary>
    [Test]
    public void Readings_are_compared_where_what_is_owed_is_not_what_was_heard()
    {
        var before = Of("<r/>") with { From = RetoldFrom.Record, Reading = Reading(AuthMethod.COMMAND) };
        var after = Of("<r/>") with { From = RetoldFrom.Record, Reading = Reading(AuthMethod.WHITELIST) };
        Assert.That(Compare(before, after), Is.EqualTo(new[] { "Field emip Op auth_method: COMMAND -> WHITELIST" }));
        Assert.That(Compare(before with { From = RetoldFrom.Document }, after with { From = RetoldFrom.Document }), Is.Empty);
    }

    [TestCase(null, null, "")]
    [TestCase("NoPrice", "NoPrice", "")]
    [TestCase(null, "NoPrice", "Outcome emip/charge-detail-record held: told -> held, NoPrice: text")]
    [TestCase("NoPrice", null, "Outcome emip/charge-detail-record released: held, NoPrice: text -> told")]
    [TestCase("NoPrice", "NoToken", "Outcome emip/charge-detail-record held otherwise: held, NoPrice: text -> held, NoToken: text")]
    [TestCase(null, "!", "Outcome emip Op refused: told -> refused, a: bad")]
    [TestCase("!", null, "Outcome emip Op taken: refused, a: bad -> told")]
    [TestCase("!", "NoPrice", "Outcome emip Op taken: refused, a: bad -> held, NoPrice: text")]
    [TestCase("!", "!", "")]
    public void What_becomes_of_it_comes_before_how_it_is_told(string? before, string? after, string difference) =>
        Assert.That(Compare(With(before, "<r><a>1</a></r>"), With(after, before == after ? "<r><a>1</a></r>" : "<r/>")), Is.EqualTo(difference.Length == 0 ? [] : new[] { difference }));

    [TestCase("90m", "2026-10-01T10:30:00Z")]
    [TestCase("24h", "2026-09-30T12:00:00Z")]
    [TestCase("7d", "2026-09-24T12:00:00Z")]
    [TestCase("2026-09-01T00:00:00Z", "2026-09-01T00:00:00Z")]
    [TestCase("2026-09-01", "2026-09-01T00:00:00Z")]
    [TestCase("", null)]
    [TestCase("-1h", null)]
    [TestCase("h", null)]
    [TestCase("999999999d", null)]
    [TestCase("yesterday", null)]
    public void A_time_is_a_length_before_now_or_an_instant(string text, string? since) =>
        Assert.That(PreviewQuestion.ParseSince(text, new(2026, 10, 1, 12, 0, 0, TimeSpan.Zero))?.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", null), Is.EqualTo(since));

    private static Reading Reading(AuthMethod method) => new(new ChargeDetailRecord { AuthMethod = method }, [], null, []);

    private static Retold Of(string text) => new() { From = RetoldFrom.Document, Drafts = [new(Mapping, text, null, [])] };

    /// <param name="outcome">A hold's code; an exclamation mark for a refusal.</param>
    private static Retold With(string? outcome, string text) => outcome switch
    {
        null => Of(text),
        "!" => Of(text) with { Reading = new(null, [new("a", "bad")], null, []) },
        _ => Of(text) with { Hold = new(outcome, "text") },
    };

    private static string[] Compare(Retold before, Retold after) =>
        [.. RetoldComparison.Compare(before, after, "emip Op").Select(d => $"{d.In} {d.Mapping} {d.Field}: {d.Before} -> {d.After}")];
}
