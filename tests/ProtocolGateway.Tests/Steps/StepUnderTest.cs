using System.Text;
using ProtocolGateway.Canonical;
using ProtocolGateway.Directory;
using ProtocolGateway.Mapping;
using ProtocolGateway.Mapping.Steps;
using ProtocolGateway.Partners;
using ProtocolGateway.Protocols;
using ProtocolGateway.Rating;
using ProtocolGateway.Sessions;

namespace ProtocolGateway.Tests.Steps;

/// <summary>A step, and what it may complete a record from.</summary>
internal sealed class StepUnderTest(string name)
{
    public List<Location> Locations { get; } = [];

    public List<Token> Tokens { get; } = [];

    public List<RememberedSession> Sessions { get; } = [];

    public List<Tariff> Tariffs { get; } = [];

    /// <summary>What the record was rated at when it was told first.</summary>
    public RatedPrice? Kept { get; set; }

    /// <summary>What the step rated it at.</summary>
    public RatedPrice? Rated { get; private set; }

    /// <summary>The step <c>price</c> follows.</summary>
    public bool Priced { get; set; }

    /// <summary>The step <c>unpriced</c> follows.</summary>
    public bool Unheld { get; set; }

    /// <summary>When the tariffs were withdrawn; null for never.</summary>
    public DateTimeOffset? Withdrawn { get; set; }

    public Agreement? Agreement { get; set; }

    public Partner? Source { get; set; } = Some.Partner("acme-cpo", Role.CPO, "FR798");

    public Partner? Target { get; set; } = Some.Partner("volt-emsp", Role.EMSP, "DEABC");

    /// <summary>What the step reported, a line each.</summary>
    public IReadOnlyList<string> Reports { get; private set; } = [];

    public Hold? Hold { get; private set; }

    public TRecord Complete<TRecord>(TRecord record) where TRecord : class
    {
        var completion = new Completion
        {
            Message = record,
            Directory = Withdrawn is { } at ? new WithdrawnTariffs(new FileDirectory(Locations, Tokens), Tariffs, at) : new FileDirectory(Locations, Tokens, Tariffs),
            Places = new FileDirectory(Locations, []),
            Sessions = new FileSessions(Sessions),
            Agreement = Agreement,
            Source = Source,
            Partner = Target,
            Gateway = new PartyId("FR", "GTW"),
            At = Some.At("2026-03-01T15:00:00Z"),
            Exchange = Guid.NewGuid(),
            Ratings = new KeptRating(Kept),
        };
        Hold = Apply(name, completion);
        if (Priced) Hold ??= Apply("price", completion);
        if (Unheld) Hold ??= Apply("unpriced", completion);
        Rated = completion.Rated;
        Reports = [.. completion.Losses.Select(l => l.ToString())];
        return (TRecord)completion.Message;
    }

    /// <summary>The whole record is as expected, and so is everything reported.</summary>
    public void Completes<TRecord>(TRecord record, TRecord expected, params string[] reports) where TRecord : class
    {
        var completed = Complete(record);

        Assert.That(Hold, Is.Null);
        Assert.That(Text(completed), Is.EqualTo(Text(expected)));
        Assert.That(Reports, Is.EqualTo(reports));
    }

    public void Leaves<TRecord>(TRecord record) where TRecord : class => Completes(record, record);

    public void Holds<TRecord>(TRecord record, string code, string? waitsFor) where TRecord : class
    {
        Complete(record);

        Assert.That((Hold?.Code, Hold?.WaitsFor), Is.EqualTo((code, waitsFor)));
    }

    private static Hold? Apply(string step, Completion completion)
    {
        var task = KnownSteps.All.Single(s => s.Name == step).ApplyAsync(completion, CancellationToken.None).AsTask();
        Assert.That(task.IsCompletedSuccessfully, () => task.Exception?.ToString() ?? "not completed");
        return task.Result;
    }

    /// <summary>A directory in which all tariffs are withdrawn.</summary>
    private sealed class WithdrawnTariffs(FileDirectory others, IReadOnlyList<Tariff> tariffs, DateTimeOffset at) : IDirectory
    {
        public ValueTask<PlacedEvse?> FindEvseAsync(string evseId, DateTimeOffset time, CancellationToken cancellation) => others.FindEvseAsync(evseId, time, cancellation);

        public ValueTask<PlacedEvse?> FindEvseByUidAsync(PartyId cpo, string uid, DateTimeOffset time, CancellationToken cancellation) => others.FindEvseByUidAsync(cpo, uid, time, cancellation);

        public ValueTask<IReadOnlyList<Token>> FindTokensAsync(string uid, TokenType? type, CancellationToken cancellation) => others.FindTokensAsync(uid, type, cancellation);

        public ValueTask<IReadOnlyList<Token>> FindContractAsync(string contractId, CancellationToken cancellation) => others.FindContractAsync(contractId, cancellation);

        public ValueTask<TariffHistory?> FindTariffAsync(PartyId cpo, string id, CancellationToken cancellation) =>
            new(new TariffHistory([.. tariffs.Where(t => t.Id == id).Select(t => new TariffVersion(t.LastUpdated ?? DateTimeOffset.MinValue, t)), new(at, null)]));
    }

    private sealed class KeptRating(RatedPrice? kept) : IRatings
    {
        public ValueTask<RatedPrice?> FindAsync(Guid exchange, CancellationToken cancellation) => new(kept);
    }

    private static string Text(object record) => Encoding.UTF8.GetString(CanonicalJson.Write(record));
}
