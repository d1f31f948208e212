namespace ProtocolGateway.Console.Tests;

/// <summary>A console for each test.</summary>
public abstract class ConsoleTest
{
    internal ConsoleUnderTest Console { get; private set; } = null!;

    [SetUp]
    public async Task StartAsync() => Console = await ConsoleUnderTest.StartAsync();

    [TearDown]
    public async Task StopAsync() => await Console.DisposeAsync();
}
