using System.Text.Json.Nodes;
using ProtocolGateway.Ocpi.Tests.StandIns;

namespace ProtocolGateway.Ocpi.Tests.Schemas;

public sealed class SchemaTests
{
    [Test]
    public async Task A_whole_cdr_passes() =>
        Assert.That(await Schema.FaultsAsync(Schema.Cdr, Cdrs.Whole), Is.Empty);

    [Test]
    public async Task Unknown_members_pass()
    {
        var cdr = JsonNode.Parse(Cdrs.Whole)!.AsObject();
        cdr["x_loyalty"] = new JsonObject { ["points"] = 7 };
        cdr["cdr_location"]!["x_level"] = -1;

        Assert.That(await Schema.FaultsAsync(Schema.Cdr, cdr.ToJsonString()), Is.Empty);
    }

    [TestCase("country_code", "\"FRA\"", "StringTooLong #/country_code")]
    [TestCase("id", "\"0123456789012345678901234567890123456789\"", "StringTooLong #/id")]
    [TestCase("start_date_time", "\"2026-05-04T10:00:00+02:00\"", "PatternMismatch #/start_date_time")]
    [TestCase("start_date_time", "\"2026-13-04T10:00:00Z\"", "PatternMismatch #/start_date_time")]
    [TestCase("start_date_time", "\"2026-05-04\"", "PatternMismatch #/start_date_time")]
    [TestCase("auth_method", "\"WHITE_LIST\"", "NotInEnumeration #/auth_method")]
    [TestCase("total_energy", "\"15.342\"", "NumberExpected #/total_energy")]
    [TestCase("total_cost", "{}", "PropertyRequired #/total_cost.excl_vat")]
    [TestCase("charging_periods", "[]", "TooFewItems #/charging_periods")]
    [TestCase("credit", "\"true\"", "BooleanExpected #/credit")]
    [TestCase("cdr_token/type", "\"EMAID\"", "NotInEnumeration #/cdr_token.type")]
    [TestCase("cdr_location/address", "\"A road with a name that goes on and on and on.\"", "StringTooLong #/cdr_location.address")]
    [TestCase("cdr_location/state", "\"Provence-Alpes-Azur-x\"", "StringTooLong #/cdr_location.state")]
    [TestCase("cdr_location/coordinates/latitude", "\"48,85661\"", "PatternMismatch #/cdr_location.coordinates.latitude")]
    [TestCase("cdr_location/coordinates/longitude", "\"2.3522\"", "PatternMismatch #/cdr_location.coordinates.longitude")]
    public async Task A_wrong_value_fails_where_it_is(string place, string value, string fault)
    {
        var cdr = JsonNode.Parse(Cdrs.Whole)!;
        var steps = place.Split('/');
        var parent = steps[..^1].Aggregate(cdr, (node, step) => node[step]!);
        parent[steps[^1]] = JsonNode.Parse(value);

        Assert.That(await Schema.FaultsAsync(Schema.Cdr, cdr.ToJsonString()), Is.EqualTo([fault]));
    }
}
