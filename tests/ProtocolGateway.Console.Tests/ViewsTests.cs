using AutoMapper;
using Microsoft.Extensions.DependencyInjection;

namespace ProtocolGateway.Console.Tests;

public sealed class ViewsTests
{
    [Test]
    public async Task Every_member_of_every_view_has_its_source()
    {
        await using var console = await ConsoleUnderTest.StartAsync();

        Assert.That(console.Services.GetRequiredService<IConfigurationProvider>().AssertConfigurationIsValid, Throws.Nothing);
    }

    [Test]
    public async Task A_missing_licence_costs_one_line_of_the_log_and_nothing_else()
    {
        await using var console = await ConsoleUnderTest.StartAsync();

        var answers = new[] { await console.GetAsync("/api/deliveries"), await console.GetAsync("/api/findings") };

        Assert.That(answers.Select(a => a.Status), Is.All.EqualTo(200));
        Assert.That(console.Log.All.Where(l => l.Contains("LuckyPenny", StringComparison.Ordinal)), Has.Exactly(1).Items);
    }

    [Test]
    public async Task A_licence_key_that_is_none_hinders_nobody_and_is_not_shown()
    {
        await using var console = await ConsoleUnderTest.StartAsync("not.a.key");

        Assert.That((await console.GetAsync("/api/deliveries")).Status, Is.EqualTo(200));
        Assert.That(console.Log.All, Has.None.Contains("not.a.key"));
    }
}
