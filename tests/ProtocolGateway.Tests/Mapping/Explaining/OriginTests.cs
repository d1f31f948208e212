using System.Text.Json.Nodes;
using ProtocolGateway.Canonical;
using ProtocolGateway.Mapping.Explaining;

namespace ProtocolGateway.Tests.Mapping.Explaining;

/// <summary>What an explanation says of each kind of origin.</summary>
internal sealed class OriginTests
{
    private const string Record = "charge-detail-record";

    [Test]
    public async Task A_value_is_from_the_element_that_its_row_read()
    {
        var field = await OfEmipAsync("ocpi-2.2.1", "total_energy");
        Assert.Multiple(() =>
        {
            Assert.That((field.By, field.Ours, field.Value), Is.EqualTo(("row", "total_energy", "18.25")));
            Assert.That(field.From.Select(o => (o.By, o.Ours, o.Path, o.Value)), Is.EqualTo(
            [
                ("row", "total_energy", "chargeDetailRecord/meterReportList/meterReport[2]/meterValue", "18250"),
                ("row", "total_energy", "chargeDetailRecord/meterReportList/meterReport[2]/meterUnit", "Wh"),
            ]));
        });
    }

    [Test]
    public async Task A_code_names_its_line()
    {
        var read = await OfEmipAsync("ocpi-2.2.1", "cdr_token/type");
        var written = await OfOcpiAsync("ocpi-2.2.1", "emip", "chargeDetailRecord/userIdType", d => d.Remove("signed_data"));
        Assert.Multiple(() =>
        {
            Assert.That((read.Codes, read.From.Single().Codes), Is.EqualTo((null as string, "emip/_dialect.yaml:8")));
            Assert.That((written.Codes, written.From.Single().Codes), Is.EqualTo(("emip/_dialect.yaml:8", null as string)));
        });
    }

    [TestCase("chargeDetailRecord/requestedServiceId", "placeholder")]
    [TestCase("chargeDetailRecord/execPartnerOperatorIdType", "companion")]
    [TestCase("chargeDetailRecord/meterReportList/meterReport[2]/meterTypeId", "filter")]
    [TestCase("partnerId", "envelope")]
    public async Task What_the_document_says_beside_our_values_is_called_so(string path, string by)
    {
        var field = await OfOcpiAsync("ocpi-2.2.1", "emip", path, d => d.Remove("signed_data"));
        Assert.That((field.By, field.Ours, field.From.Count), Is.EqualTo((by, null as string, 0)));
    }

    [Test]
    public async Task A_step_names_the_entry_of_the_directory()
    {
        var field = await OfEmipAsync("ocpi-2.2.1", "cdr_location/city");
        Assert.That(field.From.Select(o => (o.By, o.Name, o.Entry)), Is.EqualTo([("step", "place", "location L-2 of FR*GWC")]));
    }

    [Test]
    public async Task A_step_names_the_session_that_remembers()
    {
        var field = await OfOcpiAsync("ocpi-2.1.1", "emip", "chargeDetailRecord/userId");
        Assert.That(field.From.Select(o => (o.By, o.Name, o.Why, o.Entry)), Is.EqualTo([("step", "payer", "the session's memory", "session CDR-4711 of FR798")]));
    }

    [Test]
    public async Task A_step_names_the_tariff_that_it_rated_with()
    {
        var tariff = new Tariff
        {
            Party = new("FR", "GWC"),
            Id = "T-1",
            Currency = "EUR",
            LastUpdated = DateTimeOffset.UnixEpoch,
            Elements = [new() { PriceComponents = [new() { Type = TariffDimensionType.ENERGY, Price = 0.3m, StepSize = 1 }] }],
        };
        var everything = Explained.Everything();
        var way = new Explained { Locations = everything.Locations, Tokens = everything.Tokens, Tariffs = [tariff], Agreement = new() { Tariff = "T-1" } };
        var unpriced = System.Text.RegularExpressions.Regex.Replace(
            Explained.Sample("emip/ToIOP_SetChargeDetailRecord_request.xml"), @"<meterReport>\s*<meterTypeId>3</meterTypeId>.*?</meterReport>", "", System.Text.RegularExpressions.RegexOptions.Singleline);
        var fields = await way.FieldsAsync(Shipped.Find("emip", Record), unpriced, Shipped.Find("ocpi-2.2.1", Record));
        Assert.That(way.Hold, Is.Null);
        Assert.That(fields.Single(f => f.Path == "total_cost/excl_vat").From.Select(o => (o.Name, o.Entry)), Is.EqualTo([("rate", "tariff T-1 of FR*GWC, as of 1970-01-01 00:00:00Z")]));
    }

    [Test]
    public async Task A_step_that_makes_a_value_of_others_leads_on_to_those()
    {
        var field = await OfEmipAsync("ocpi-2.2.1", "charging_periods[0]/start_date_time");
        Assert.That(field.From.Select(o => (o.By, o.Name, o.Path)), Is.EqualTo([("step", "periods", null as string), ("row", null, "chargeDetailRecord/startTime")]));
    }

    [Test]
    public async Task A_step_that_changes_a_value_leads_on_to_what_it_was()
    {
        var field = await OfEmipAsync("ocpi-2.2.1", "id");
        Assert.That(field.From.Select(o => (o.By, o.Name, o.Path)), Is.EqualTo([("step", "ocpi-ids", null as string), ("row", null, "chargeDetailRecord/serviceSessionId")]));
    }

    [Test]
    public async Task A_derivation_leads_on_to_what_it_follows_from()
    {
        var field = await OfOcpiAsync("ocpi-2.1.1", "ocpi-2.2.1", "cdr_location/evse_uid");
        Assert.That(field.From.Select(o => (o.By, o.Name, o.Path)), Is.EqualTo([("derivation", "place-from-location", null as string), ("row", null, "location/evses[0]/uid")]));
    }

    [Test]
    public async Task What_the_address_says_is_the_protocols_own()
    {
        var field = await OfOcpiAsync("ocpi-2.1.1", "ocpi-2.2.1", "party_id");
        Assert.That(field.From.Select(o => o.By), Is.EqualTo(["protocol"]));
    }

    [Test]
    public async Task A_member_that_no_schema_knows_is_passed_on()
    {
        var field = await OfOcpiAsync("ocpi-2.3.0", "ocpi-2.3.0", "x_own[1]/a", d => d["x_own"] = JsonNode.Parse("""[ { "a": 1 }, { "a": 2 } ]"""));
        Assert.Multiple(() =>
        {
            Assert.That((field.By, field.Value), Is.EqualTo(("passed on", "2")));
            Assert.That(field.From.Select(o => (o.By, o.Path)), Does.Contain(("kept", "x_own[1]/a")));
        });
    }

    [Test]
    public async Task An_element_of_a_list_is_from_its_own_element()
    {
        var field = await OfOcpiAsync("ocpi-2.2.1", "ocpi-2.3.0", "charging_periods[1]/dimensions[0]/volume");
        Assert.That(field.From.Select(o => o.Path), Is.EqualTo(["charging_periods[1]/dimensions[0]/volume"]));
    }

    private static async Task<ExplainedField> OfEmipAsync(string to, string path) =>
        (await Explained.Everything().FieldsAsync(Shipped.Find("emip", Record), Explained.Sample("emip/ToIOP_SetChargeDetailRecord_request.xml"), Shipped.Find(to, Record)))
            .Single(f => f.Path == path);

    private static async Task<ExplainedField> OfOcpiAsync(string from, string to, string path, Action<JsonObject>? change = null)
    {
        var document = JsonNode.Parse(Explained.Sample($"{from}/{Record}.json"))!.AsObject();
        change?.Invoke(document);
        var way = Explained.Everything();
        var fields = await way.FieldsAsync(Shipped.Find(from, Record), document.ToJsonString(), Shipped.Find(to, Record));
        Assert.That(way.Hold, Is.Null);
        return fields.Single(f => f.Path == path);
    }
}
