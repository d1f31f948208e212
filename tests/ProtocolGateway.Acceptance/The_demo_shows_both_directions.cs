namespace ProtocolGateway.Acceptance;

internal sealed class The_demo_shows_both_directions
{
    private CommandResult result = null!;

    [OneTimeSetUp]
    public async Task RunAsync() => result = await Command.RunAsync(["demo", "--once"], within: TimeSpan.FromSeconds(60));

    [Test]
    public void And_ends_with_exit_code_0() => Assert.That(result.ExitCode, Is.Zero, result.ToString());

    [Test]
    public void As_one_story_from_the_card_to_the_record()
    {
        string[] told =
        [
            "PUT locations/FR/798/HALLES",
            "eMIP_ToIOP_GetServiceAuthorisationRequest", "\"allowed\": \"ALLOWED\"",
            "<sessionEventNature>3</sessionEventNature>", "\"status\": \"ACTIVE\"", "\"kwh\": 8.12", "\"end_date_time\"",
            "eMIP_ToIOP_SetChargeDetailRecordRequest", "\"total_energy\": 18.25",
            "POST commands/START_SESSION", "eMIP_ToIOP_SetServiceAuthorisationRequest", "eMIP_FromIOP_SetSessionEventReportRequest", "\"status\": \"ACTIVE\"",
            "<sessionEventNature>1</sessionEventNature>", "\"status\": \"COMPLETED\"", "eMIP_FromIOP_SetChargeDetailRecordRequest", "Both sessions and their records arrived.",
        ];
        var at = 0;
        foreach (var text in told)
        {
            // The same line may hold one text of each side, so each is looked for from the beginning of the line of the one before.
            var found = result.Output.IndexOf(text, result.Output.LastIndexOf('\n', at) + 1, StringComparison.Ordinal);
            Assert.That(found, Is.Not.Negative, $"{text}, in its turn\n{result.Output}");
            at = found;
        }
    }

    [Test]
    public void And_leaves_nothing_behind() =>
        Assert.That(System.IO.Directory.Exists(Path.Combine(Repository.Root, "data")), Is.False, "its journal is in a temporary folder");
}
