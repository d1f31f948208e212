using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace ProtocolGateway.Acceptance;

/// <summary>The kit is an oracle: it is held against bare HTTP before the gateway is held against it.</summary>
internal sealed class The_stand_ins_speak_the_wire
{
    private const string Emip = "/emip/";
    private OcpiEmspStandIn ocpi = null!;
    private EmipEmspStandIn emip = null!;
    private HttpClient http = null!;

    [SetUp]
    public async Task StartAsync()
    {
        (ocpi, emip, http) = (new OcpiEmspStandIn(), new EmipEmspStandIn(), new HttpClient());
        await ocpi.StartAsync();
        await emip.StartAsync();
        http.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", $"Token {Convert.ToBase64String(Encoding.UTF8.GetBytes(ocpi.Token))}");
    }

    [TearDown]
    public async Task StopAsync()
    {
        http.Dispose();
        await ocpi.DisposeAsync();
        await emip.DisposeAsync();
    }

    [Test]
    public async Task The_receiver_of_CDRs_is_found_from_the_versions()
    {
        var versions = JsonNode.Parse(await http.GetStringAsync(ocpi.VersionsUrl))!["data"]!.AsArray();
        var details = versions.Single(v => v!["version"]!.ToString() == "2.2.1")!["url"]!.ToString();
        var endpoints = JsonNode.Parse(await http.GetStringAsync(details))!["data"]!["endpoints"]!.AsArray();
        Assert.That(endpoints.Single(e => e!["identifier"]!.ToString() == "cdrs")!["url"]!.ToString(), Is.EqualTo($"{ocpi.Address}/ocpi/2.2.1/cdrs"));
    }

    [Test]
    public async Task A_wrong_token_is_refused()
    {
        http.DefaultRequestHeaders.Clear();
        http.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", $"Token {ocpi.Token}");
        Assert.That((await http.GetAsync(ocpi.VersionsUrl)).StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
    }

    [Test]
    public async Task A_CDR_is_taken_once_and_read_back()
    {
        var record = OcpiRecord.ChargeDetailRecord("C-1");
        var first = await PostAsync(record);
        var second = await PostAsync(record);
        record["total_energy"] = 1;
        var other = await PostAsync(record);
        var back = JsonNode.Parse(await http.GetStringAsync(first.Location))!["data"]!;
        record["total_energy"] = 18.25m;
        Assert.Multiple(() =>
        {
            Assert.That(first.HttpStatus, Is.EqualTo(201));
            Assert.That((second.HttpStatus, second.StatusCode), Is.EqualTo((200, 1000)));
            Assert.That((other.HttpStatus, other.StatusCode), Is.EqualTo((200, 2001)));
            Assert.That(Same.Json(back), Is.EqualTo(Same.Json(record)));
            Assert.That(ocpi.Taken.Keys, Is.EqualTo(new[] { "BE*BEC|C-1" }));
            Assert.That(ocpi.Repeats, Is.EqualTo(2));
            Assert.That(ocpi.SendingsOf("BE*BEC|C-1"), Has.Count.EqualTo(3));
        });
    }

    [Test]
    public async Task It_behaves_as_scripted()
    {
        ocpi.Next(Behaviour.Http(HttpStatusCode.TooManyRequests, TimeSpan.FromSeconds(2)), Behaviour.Html, Behaviour.Code(2001));
        using var busy = await PostRawAsync("C-2");
        using var html = await PostRawAsync("C-3");
        var refused = await PostAsync(OcpiRecord.ChargeDetailRecord("C-4"));
        Assert.Multiple(() =>
        {
            Assert.That(busy.StatusCode, Is.EqualTo(HttpStatusCode.TooManyRequests));
            Assert.That(busy.Headers.RetryAfter!.Delta, Is.EqualTo(TimeSpan.FromSeconds(2)));
            Assert.That(html.Content.Headers.ContentType!.MediaType, Is.EqualTo("text/html"));
            Assert.That(refused.StatusCode, Is.EqualTo(2001));
            Assert.That(ocpi.Taken.Keys, Is.EqualTo(new[] { "BE*BEC|C-3" }));
        });
    }

    [Test]
    public void It_drops_the_connection_after_the_body()
    {
        ocpi.Next(Behaviour.DropsAfterTaking);
        Assert.ThrowsAsync<HttpRequestException>(() => PostRawAsync("C-5"));
        Assert.That(ocpi.Taken.Keys, Is.EqualTo(new[] { "BE*BEC|C-5" }));
    }

    [Test]
    public async Task It_comes_back_on_the_same_port()
    {
        await ocpi.StopAsync();
        Assert.ThrowsAsync<HttpRequestException>(() => http.GetAsync(ocpi.VersionsUrl));
        await ocpi.StartAsync();
        Assert.That((await http.GetAsync(ocpi.VersionsUrl)).IsSuccessStatusCode);
    }

    [Test]
    public async Task A_second_final_eMIP_record_is_answered_10701()
    {
        var client = new EmipCpoClient(new HttpClient { BaseAddress = new Uri(emip.Address) });
        var request = new EmipRecord { ServiceSessionId = "SID-1" }.Request().Replace("ToIOP", "FromIOP", StringComparison.Ordinal);
        var first = await client.SendAsync(request, path: Emip);
        var second = await client.SendAsync(request, path: Emip);
        Assert.Multiple(() =>
        {
            Assert.That((first.RequestStatus, second.RequestStatus), Is.EqualTo(("1", "10701")));
            Assert.That(first.Message!.Value("transactionId"), Is.EqualTo("TRANSACTION_46151"));
            Assert.That(emip.Taken.Keys, Is.EqualTo(new[] { "SID-1" }));
        });
    }

    [Test]
    public async Task Another_eMIP_operation_gets_a_fault()
    {
        var client = new EmipCpoClient(new HttpClient { BaseAddress = new Uri(emip.Address) });
        var answer = await client.SendAsync(EmipEnvelope.HeartBeat("FR*798", "FR*798"), path: Emip);
        Assert.That((answer.HttpStatus, answer.Message!.FaultCode), Is.EqualTo((400, "Sender")));
    }

    private async Task<OcpiAnswer> PostAsync(JsonObject record)
    {
        using var response = await http.PostAsync($"{ocpi.Address}/ocpi/2.2.1/cdrs", Json(record));
        return new OcpiAnswer((int)response.StatusCode, response.Headers.Location?.ToString(), await response.Content.ReadAsStringAsync());
    }

    private Task<HttpResponseMessage> PostRawAsync(string id) =>
        http.PostAsync($"{ocpi.Address}/ocpi/2.2.1/cdrs", Json(OcpiRecord.ChargeDetailRecord(id)));

    private static StringContent Json(JsonObject record) => new(record.ToJsonString(), Encoding.UTF8, "application/json");
}
