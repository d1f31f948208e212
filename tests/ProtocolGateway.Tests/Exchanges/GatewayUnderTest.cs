using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using ProtocolGateway.Directory;
using ProtocolGateway.Exchanges;
using ProtocolGateway.Journal;
using ProtocolGateway.Mapping;
using ProtocolGateway.Mapping.Versions;
using ProtocolGateway.Partners;
using ProtocolGateway.Protocols;
using ProtocolGateway.Publishing;
using ProtocolGateway.Questions;
using ProtocolGateway.Sessions;
using ProtocolGateway.Silences;
using ProtocolGateway.Statuses;
using ProtocolGateway.Telemetry;
using ProtocolGateway.Tests.Journal;
using ProtocolGateway.Tests.Questions;

namespace ProtocolGateway.Tests.Exchanges;

/// <summary>A gateway on a journal of its own, whose bus, time and protocol the test moves by hand.</summary>
internal sealed class GatewayUnderTest : IAsyncDisposable
{
    private readonly bool ownsFolder;
    private readonly ServiceProvider services;

    public GatewayUnderTest(
        string? folder = null, IReadOnlyList<Partner>? partners = null, IReadOnlyList<Agreement>? agreements = null,
        ManualTime? time = null, ScriptedProtocol? protocol = null, int queueLength = 4096, ISignsOfLife? signs = null)
    {
        ownsFolder = folder is null;
        Folder = folder ?? System.IO.Directory.CreateTempSubdirectory("journal-").FullName;
        Time = time ?? new ManualTime();
        Protocol = protocol ?? new ScriptedProtocol();
        var collection = new ServiceCollection();
        if (signs is not null) collection.AddSingleton(signs);
        services = collection
            .AddSingleton(typeof(ILogger<>), typeof(NullLogger<>))
            .AddSingleton<TimeProvider>(Time)
            .AddSingleton<IProtocol>(Protocol)
            .AddSingleton<IDirectory>(Directory)
            .AddSingleton<IPlaces>(Directory)
            .AddSingleton<IMappings>(Mappings)
            .AddSingleton(new PartnerBook(new("FR", "GTW"), partners ?? [Samples.CpoPartner, Samples.EmspPartner], agreements ?? [new Agreement()]))
            .AddSessions()
            .AddJournal(JournalUnderTest.Options(Folder) with { QueueLength = queueLength })
            .AddSingleton<IDeliveryBus>(Bus)
            .AddSingleton<IQuestions, DirectQuestions>()
            .AddExchanges()
            .AddSilences()
            .AddStatuses()
            .AddPublishing()
            .AddTelemetry()
            .BuildServiceProvider();
    }

    public string Folder { get; }

    public ManualTime Time { get; }

    public ScriptedProtocol Protocol { get; }

    public ManualBus Bus { get; } = new();

    public TestDirectory Directory { get; } = new();

    public TestMappings Mappings { get; } = new();

    public IGateway Gateway => Get<IGateway>();

    public Dispatcher Dispatcher => Get<Dispatcher>();

    public IDeliveryActions Actions => Get<IDeliveryActions>();

    public T Get<T>() where T : class => services.GetRequiredService<T>();

    public JournalContext Journal() => Get<IDbContextFactory<JournalContext>>().CreateDbContext();

    public Task<Acceptance> AcceptAsync(HeardFact fact) => Gateway.AcceptAsync(fact, CancellationToken.None);

    /// <summary>Says whatever is due, and what that lets through.</summary>
    public async Task DeliverAsync()
    {
        await Bus.DrainAsync(Dispatcher);
        Dispatcher.Sweep();
        await Bus.DrainAsync(Dispatcher);
    }

    /// <summary>Begins to say what is due; returns once so many have been begun. The task ends with the last of them.</summary>
    public async Task<Task> BeginAsync(int saying = 1)
    {
        var delivering = DeliverAsync();
        var until = Environment.TickCount64 + 10_000;
        while (Protocol.Said.Count < saying && Environment.TickCount64 < until) await Task.Delay(5);
        return delivering;
    }

    public Task ReleaseAsync() => Get<Releaser>().ReleaseAsync(CancellationToken.None);

    /// <summary>What a start does before it serves, when every earlier node is gone for so long that it counts as dead.</summary>
    public Task RecoverAsync()
    {
        // Whoever shares a journal can't tell a dead node from a living one but by its silence.
        if (JournalUnderTest.Provider == JournalProvider.Postgres) Time.Advance(Node.Silence + TimeSpan.FromSeconds(1));
        return Get<LostClaims>().RecoverAsync(starting: true, CancellationToken.None);
    }

    public IReadOnlyList<DeliveryRow> Deliveries()
    {
        using var journal = Journal();
        return [.. journal.Deliveries.AsNoTracking().OrderBy(d => d.Sequence)];
    }

    /// <summary>The only delivery.</summary>
    public DeliveryRow Delivery() => Deliveries().Single();

    /// <summary>Every state of a delivery in order: <c>Owed Delivered</c>.</summary>
    public string States(DeliveryRow delivery)
    {
        using var journal = Journal();
        var moves = journal.Moves.AsNoTracking().Where(m => m.Delivery == delivery.Sequence).OrderBy(m => m.Id).ToList();
        return string.Join(' ', [moves.Count > 0 ? moves[0].FromState : delivery.State, .. moves.Select(m => m.ToState)]);
    }

    /// <summary>Every move of every delivery.</summary>
    public IReadOnlyList<MoveRow> Moves()
    {
        using var journal = Journal();
        return [.. journal.Moves.AsNoTracking().OrderBy(m => m.Id)];
    }

    public IReadOnlyList<string> Findings()
    {
        using var journal = Journal();
        return [.. journal.Findings.OrderBy(f => f.Id).Select(f => f.Code)];
    }

    /// <summary>Another process puts something into the directory.</summary>
    public async Task ImportAsync(string subject)
    {
        using var other = new JournalDatabase(JournalUnderTest.Options(Folder)).CreateDbContext();
        other.Changes.Add(new ChangeRow { Subject = subject, At = Time.GetUtcNow() });
        await other.SaveChangesAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        if (ownsFolder) System.IO.Directory.Delete(Folder, recursive: true);
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Deliveries().Count} deliveries in {Folder}");
}

/// <summary>Mappings of which only their changing matters.</summary>
internal sealed class TestMappings : IMappings
{
    public MappingBook Current { get; private set; } = New();

    public void Change() => Current = New();

    public void Use(MappingBook book) => Current = book;

    /// <summary>Each of a version of its own.</summary>
    private static MappingBook New() => Of(new(new Dictionary<string, byte[]> { ["emip/file.yaml"] = Guid.NewGuid().ToByteArray() }));

    private static MappingBook Of(MappingFiles files) => new([], [], files, other => new MappingLoad(Of(other!), [], 1));
}
