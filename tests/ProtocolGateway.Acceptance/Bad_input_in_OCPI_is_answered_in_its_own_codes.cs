using System.Text.Json.Nodes;

namespace ProtocolGateway.Acceptance;

internal sealed class Bad_input_in_OCPI_is_answered_in_its_own_codes : TwoWayJourney
{
    [TearDown]
    public async Task It_is_alive_and_owes_nothing()
    {
        Assert.That((await Gateway.Partners.GetAsync("/health/ready")).IsSuccessStatusCode);
        Assert.That(await Gateway.Operators.DeliveriesBesideImportsAsync(), Is.Empty);
    }

    [TestCase("")]
    [TestCase("hello")]
    [TestCase("{\"id\": 1,}")]
    [TestCase("<a/>")]
    [TestCase("{\"id\": \"1\"")]
    public async Task What_is_not_JSON(string body) => AssertRefused(await Ocpi.PostAsync(body), 400);

    [Test]
    public async Task Nesting_without_end() => AssertRefused(await Ocpi.PostAsync(new string('[', 100_000)), 400);

    [Test]
    public async Task Ten_megabytes()
    {
        var record = OcpiRecord.ChargeDetailRecord("C-big");
        record["comment"] = new string('x', 10 * 1024 * 1024);
        var answer = await Ocpi.PostAsync(record);
        AssertRefused(answer, answer.HttpStatus == 413 ? 413 : 400);
    }

    private static IEnumerable<TestCaseData> Records()
    {
        static TestCaseData Case(string name, string named, Action<JsonObject> spoil)
        {
            var record = OcpiRecord.ChargeDetailRecord("C-bad");
            spoil(record);
            return new TestCaseData(record.ToJsonString(), named).SetArgDisplayNames(name);
        }
        foreach (var member in new[]
        {
            "country_code", "party_id", "id", "start_date_time", "end_date_time", "cdr_token", "auth_method", "cdr_location",
            "currency", "charging_periods", "total_cost", "total_energy", "total_time", "last_updated",
        })
            yield return Case($"no {member}", member, record => record.Remove(member));
        yield return Case("the 30th of February", "start_date_time", record => record["start_date_time"] = "2024-02-30T08:00:00Z");
        yield return Case("a date in words", "end_date_time", record => record["end_date_time"] = "tomorrow");
        yield return Case("a number for a date", "last_updated", record => record["last_updated"] = 5);
        yield return Case("negative energy", "total_energy", record => record["total_energy"] = -1);
        yield return Case("energy in words", "total_energy", record => record["total_energy"] = "much");
        yield return Case("the end before the start", "end_date_time", record => record["end_date_time"] = "2024-06-12T07:00:00Z");
        yield return Case("a token without uid", "uid", record => record["cdr_token"]!.AsObject().Remove("uid"));
        yield return Case("a text for an object", "cdr_location", record => record["cdr_location"] = "here");
        yield return Case("a foreign owner", "", record => record["party_id"] = "XYZ");
    }

    [TestCaseSource(nameof(Records))]
    public async Task A_record_that_is_wrong_in_itself(string record, string named)
    {
        var answer = await Ocpi.PostAsync(record);
        AssertRefused(answer, 200);
        Assert.That(answer.StatusMessage, Does.Contain(named));
    }

    [Test]
    public async Task A_member_given_twice()
    {
        var record = OcpiRecord.ChargeDetailRecord("C-twice").ToJsonString();
        var answer = await Ocpi.PostAsync(record[..^1] + ", \"total_energy\": 1 }");
        AssertRefused(answer, 200);
        Assert.That(answer.StatusMessage, Does.Contain("total_energy"));
    }

    [TestCase("[]")]
    [TestCase("5")]
    [TestCase("null")]
    public async Task JSON_that_is_no_object(string body)
    {
        var answer = await Ocpi.PostAsync(body);
        AssertRefused(answer, answer.HttpStatus == 400 ? 400 : 200);
    }

    [TestCase(null)]
    [TestCase("token-of-nobody")]
    public async Task A_token_that_nobody_has(string? token)
    {
        var stranger = new OcpiCpoClient(Gateway.Partners, token);
        AssertRefused(await stranger.PostAsync(OcpiRecord.ChargeDetailRecord("C-401")), 401);
        AssertRefused(await stranger.GetAsync("/ocpi/versions"), 401);
    }

    [TestCase("/ocpi/2.2.1/cdrs/BE/BEC/unknown")]
    [TestCase("/ocpi/2.2.1/nothing")]
    [TestCase("/ocpi/9.9")]
    public async Task An_address_where_nothing_is(string address) => AssertRefused(await Ocpi.GetAsync(address), 404);

    [Test]
    public async Task A_record_of_others_is_not_read_back()
    {
        var answer = await Ocpi.GetAsync("/ocpi/2.2.1/cdrs/NL/TNM/12345");
        AssertRefused(answer, 404);
    }

    [Test]
    public async Task The_answer_repeats_the_ids_of_the_request()
    {
        var answer = await Ocpi.PostAsync("hello");
        Assert.That(answer.Headers.GetValueOrDefault("X-Request-ID"), Is.EqualTo(answer.RequestId));
    }

    private static void AssertRefused(OcpiAnswer answer, int httpStatus)
    {
        Assert.That(answer.HttpStatus, Is.EqualTo(httpStatus), answer.ToString());
        Assert.That(answer.StatusCode, Is.InRange(2000, 2999), answer.ToString());
        Assert.That(answer.Envelope!["timestamp"]?.ToString(), Is.Not.Null);
        Harmless.Check(answer.Body);
    }
}
