using System.Globalization;
using ProtocolGateway.Ocpi.Tests.StandIns;

namespace ProtocolGateway.Ocpi.Tests.Upkeep;

/// <summary>A gateway that was away for twenty minutes while its CPO went on making CDRs.</summary>
internal abstract class Away
{
    private string folder = "";

    protected ShiftedTime Time { get; private set; } = null!;

    protected OcpiCpoStandIn Cpo { get; private set; } = null!;

    protected WholeGateway Gateway { get; private set; } = null!;

    /// <summary>Between the two lives.</summary>
    protected DateTimeOffset Meanwhile { get; private set; }

    [SetUp]
    public async Task StartAsync()
    {
        (folder, Time, Cpo) = (System.IO.Directory.CreateTempSubdirectory("journal-").FullName, new ShiftedTime(), new OcpiCpoStandIn());
        await Cpo.StartAsync();
        Gateway = await WholeGateway.StartAsync(folder, Time, Cpo, Settings);
        await Gateway.CatchUpAsync();
        await RestartAsync();
    }

    [TearDown]
    public async Task StopAsync()
    {
        await Gateway.DisposeAsync();
        await Cpo.DisposeAsync();
        System.IO.Directory.Delete(folder, recursive: true);
    }

    protected virtual (string Key, string? Value)[] Settings => [("Timeout", "60")];

    /// <summary>Ends it, and starts it again after twenty minutes and what an absence takes to be over.</summary>
    protected async Task RestartAsync()
    {
        await Gateway.DisposeAsync();
        Time.Advance(TimeSpan.FromMinutes(10));
        Meanwhile = Time.GetUtcNow();
        Time.Advance(TimeSpan.FromMinutes(10));
        Gateway = await WholeGateway.StartAsync(folder, Time, Cpo, Settings);
        Time.Advance(TimeSpan.FromSeconds(11));
    }

    protected JournalLock Lock() => JournalLock.Hold(folder);

    protected static string Cdr(int number) => Cdrs.Whole
        .Replace("CDR-2026/0042", Id(number), StringComparison.Ordinal).Replace("9f6c2a10-session", $"S-{number}", StringComparison.Ordinal);

    protected static string Id(int number) => string.Create(CultureInfo.InvariantCulture, $"CDR-{number:000}");

    protected static IEnumerable<string> Keys(params IEnumerable<int> numbers) => numbers.Select(n => $"cdr|FR798|{Id(n)}");

    protected void Make(params IEnumerable<int> numbers)
    {
        foreach (var number in numbers) Cpo.Make("cdrs", Cdr(number), Meanwhile);
    }
}
