namespace ProtocolGateway.Acceptance;

internal sealed class The_demo_shows_both_directions
{
    private CommandResult result = null!;

    [OneTimeSetUp]
    public async Task RunAsync() => result = await Command.RunAsync(["demo", "--once"], within: TimeSpan.FromSeconds(60));

    [Test]
    public void And_ends_with_exit_code_0() => Assert.That(result.ExitCode, Is.Zero, result.ToString());

    [Test]
    public void And_shows_the_eMIP_XML_and_the_OCPI_JSON() => Assert.Multiple(() =>
    {
        Assert.That(result.Output, Does.Contain("eMIP_ToIOP_SetChargeDetailRecordRequest"));
        Assert.That(result.Output, Does.Contain("\"cdr_token\"").And.Contain("\"total_energy\""));
        Assert.That(result.Output, Does.Contain("eMIP_FromIOP_SetChargeDetailRecordRequest"));
    });

    [Test]
    public void And_leaves_nothing_behind() =>
        Assert.That(System.IO.Directory.Exists(Path.Combine(Repository.Root, "data")), Is.False, "its journal is in a temporary folder");
}
