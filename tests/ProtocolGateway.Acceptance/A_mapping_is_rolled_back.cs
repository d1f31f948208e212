using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace ProtocolGateway.Acceptance;

/// <summary>A partner's exception was a mistake: what it refused is told as before, and the files become what they were.</summary>
internal sealed class A_mapping_is_rolled_back : EditedMappings
{
    private const string Exception = $"partners/{Story.OcpiEmsp}/charge-detail-record.yaml";

    private const string Mistake = "rows:\n  - session_id: none\nuntold:\n  session_id: they want none\nignored:\n  session_id: they tell none\n";

    [Test]
    public async Task And_every_delivery_tells_which_files_wrote_it()
    {
        var shipped = Version(await MappingsAsync());
        var before = await DeliveredAsync();
        Assert.That((before["mappingVersion"]!.ToString(), Sent(before)), Is.EqualTo((shipped, true)));

        await PreviewAsync(shipped);
        await WriteAsync(Exception, Mistake);
        await Eventually.TrueAsync(async () => Version(await MappingsAsync()) != shipped, "the exception is in force");
        var mistaken = Version(await MappingsAsync());

        var session = NewId();
        OcpiEmsp.Next(Behaviour.Code(2001));
        await Emip.SendAsync(new EmipRecord { ServiceSessionId = session });
        var refused = await Gateway.Operators.UntilAsync(session, "Refused");
        using (var retried = await Gateway.Operators.RetryAsync(refused.Id, shipped)) Assert.That(retried.IsSuccessStatusCode, await retried.Content.ReadAsStringAsync());
        await Gateway.Operators.UntilAsync(session, "Delivered");
        var delivery = await Gateway.Operators.DeliveryAsync(refused.Id);
        Assert.That(delivery["history"]!.AsArray().Select(m => m!["mappingVersion"]?.ToString()).OfType<string>(), Is.EqualTo(new[] { mistaken, shipped }));
        Assert.That(Sent(delivery), Is.True);

        var (then, now) = (await ExplainAsync(refused.Id, ""), await ExplainAsync(refused.Id, "?mapping=now"));
        Assert.That((then["mappingVersion"]!.ToString(), now["mappingVersion"]!.ToString()), Is.EqualTo((shipped, mistaken)));
        Assert.That((Field(then, "session_id")!["from"]![0]!["path"]!.ToString(), Field(now, "session_id")), Is.EqualTo(("chargeDetailRecord/serviceSessionId", null as JsonNode)));
        Assert.That(Field(then, "cdr_location/id")!["from"]![0]!["entry"]!.ToString(), Does.StartWith("location "));

        await Eventually.TrueAsync(async () => (await HistoryAsync())[0]!["version"]!.ToString() == mistaken, "the version is kept");
        var changes = await Gateway.ConsolePages.GetFromJsonAsync<JsonArray>($"/api/mappings/history/{mistaken}/changes?since={shipped}");
        Assert.That((changes![0]!["path"]!.ToString(), changes[0]!["kind"]!.ToString()), Is.EqualTo((Exception, "added")));
        var listed = await Gateway.RunCommandAsync("mappings", "history");
        Assert.That(listed.Output, Does.Match($"(?s){mistaken} .*added {Exception}.*{shipped} "));

        var unknown = await Gateway.RunCommandAsync("mappings", "rollback", "0123456789ab");
        Assert.That(unknown.ExitCode, Is.Not.Zero);
        Assert.That(unknown.Errors, Does.Contain("never in force"));
        var rolledBack = await Gateway.RunCommandAsync("mappings", "rollback", shipped);
        Assert.That(rolledBack.ExitCode, Is.Zero, rolledBack.ToString());
        Assert.That(rolledBack.Output, Does.Contain($"removed {Exception}"));
        await Eventually.TrueAsync(async () => Version(await MappingsAsync()) == shipped, "the shipped files are in force again");
        Assert.That(Sent(await DeliveredAsync()), Is.True);
    }

    /// <summary>Whoever looks first sees what the exception would do, and nothing is changed by that.</summary>
    private async Task PreviewAsync(string shipped)
    {
        using var answer = await Gateway.ConsolePages.PostAsJsonAsync("/api/mappings/preview?since=1h", new { files = new Dictionary<string, string> { [Exception] = Mistake } });
        var impact = (await answer.Content.ReadFromJsonAsync<JsonObject>())!;
        Assert.That(answer.IsSuccessStatusCode, impact.ToString());
        var field = impact["fields"]!.AsArray().Single()!;
        Assert.That((field["field"]!.ToString(), field["messages"]!.ToString(), field["partners"]!.ToJsonString()), Is.EqualTo(("session_id", "1", $"[\"{Story.OcpiEmsp}\"]")));

        var edited = Path.Combine(Gateway.Folder, "edited");
        Repository.CopyMappings(edited);
        System.IO.Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(edited, Exception))!);
        await File.WriteAllTextAsync(Path.Combine(edited, Exception), Mistake);
        var shown = await Gateway.RunCommandAsync("mappings", "preview", edited, "--since", "1h", "--message", "ChargeDetailRecordIssued");
        Assert.That(shown.ExitCode, Is.Zero, shown.ToString());
        Assert.That(shown.Output, Does.Contain($"by the version in force ({shipped})").And.Match($@"(?s)ocpi-2\.2\.1/charge-detail-record: session_id: 1 ChargeDetailRecordIssued \({Story.OcpiEmsp}\).*  \+ nothing"));

        await File.WriteAllTextAsync(Path.Combine(edited, Exception), "rows:\n  - sesion_id: none\n");
        var faulty = await Gateway.RunCommandAsync("mappings", "preview", edited);
        Assert.That(faulty.ExitCode, Is.EqualTo(1));
        Assert.That(faulty.Errors, Does.Contain($"{Exception}:2:5: "));
        Assert.That(Version(await MappingsAsync()), Is.EqualTo(shipped));
    }

    private static bool Sent(JsonObject delivery) => delivery["sent"]!.ToString().Contains("\"session_id\"", StringComparison.Ordinal);

    private static JsonNode? Field(JsonObject explained, string path) =>
        explained["documents"]!.AsArray().Single()!["fields"]!.AsArray().SingleOrDefault(f => f!["path"]!.ToString() == path);

    private async Task<JsonObject> ExplainAsync(string id, string query) => (await Gateway.ConsolePages.GetFromJsonAsync<JsonObject>($"/api/deliveries/{id}/explain{query}"))!;

    private async Task<JsonArray> HistoryAsync() => (await Gateway.ConsolePages.GetFromJsonAsync<JsonObject>("/api/mappings/history"))!["items"]!.AsArray();

    private async Task<JsonObject> DeliveredAsync()
    {
        var session = NewId();
        await Emip.SendAsync(new EmipRecord { ServiceSessionId = session });
        return await Gateway.Operators.DeliveryAsync((await Gateway.Operators.UntilAsync(session, "Delivered")).Id);
    }
}
