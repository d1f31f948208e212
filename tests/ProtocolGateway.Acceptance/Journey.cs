using NUnit.Framework.Interfaces;

// Journeys are of different gateways on different ports; two cores bear three.
[assembly: Parallelizable(ParallelScope.Fixtures)]
[assembly: LevelOfParallelism(3)]

namespace ProtocolGateway.Acceptance;

/// <summary>A fixture around one running gateway. What the gateway wrote is shown when a test fails.</summary>
public abstract class Journey
{
    protected GatewayUnderTest Gateway { get; private set; } = null!;

    protected EmipCpoClient Emip => new(Gateway.Partners);

    /// <summary>An id for a session or a record that nobody had before: 34 characters.</summary>
    protected static string NewId() => $"S-{Guid.NewGuid():N}";

    protected abstract GatewaySettings Settings();

    /// <summary>Stand-ins are started here.</summary>
    protected virtual Task BeforeAsync() => Task.CompletedTask;

    /// <summary>Imports into the running gateway are made here.</summary>
    protected virtual Task AfterStartAsync() => Task.CompletedTask;

    /// <summary>Stand-ins are stopped here.</summary>
    protected virtual Task AfterAsync() => Task.CompletedTask;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        await BeforeAsync();
        Gateway = await GatewayUnderTest.StartAsync(Settings());
        await AfterStartAsync();
    }

    [TearDown]
    public void Show()
    {
        if (TestContext.CurrentContext.Result.Outcome.Status == TestStatus.Failed)
            TestContext.Out.WriteLine($"The gateway wrote:\n{Tail(Gateway.Output)}");
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        if (Gateway is not null) await Gateway.DisposeAsync();
        await AfterAsync();
    }

    /// <summary>Imports objects into the directory by the command, as an operator does.</summary>
    protected async Task<CommandResult> ImportAsync(string what, string partner, params System.Text.Json.Nodes.JsonObject[] objects)
    {
        var file = Gateway.Write($"{what}-{Guid.NewGuid():N}.json", $"[{string.Join(",\n", objects.Select(o => o.ToJsonString()))}]");
        return await Gateway.RunCommandAsync(what, "import", file, "--partner", partner);
    }

    private static string Tail(string text) => text.Length <= 6000 ? text : "..." + text[^6000..];
}
