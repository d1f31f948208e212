using System.Collections.Concurrent;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using ProtocolGateway.Canonical;
using ProtocolGateway.Partners;
using ProtocolGateway.Protocols;

namespace ProtocolGateway.Tests.Exchanges;

/// <summary>A protocol that says what a test tells it to, and remembers what it was asked to say.</summary>
internal sealed class ScriptedProtocol : IProtocol
{
    private readonly ConcurrentQueue<Func<Delivery, CancellationToken, Task<Outcome>>> script = new();

    public string Name => "scripted";

    /// <summary>Everything said, in order.</summary>
    public ConcurrentQueue<Delivery> Said { get; } = new();

    /// <summary>What a reading of an exchange again gives.</summary>
    public Func<HeardAgain, Reading>? ReadAgain { get; set; }

    /// <summary>The mapping file that writes records.</summary>
    public string? RecordMapping { get; set; }

    /// <summary>What it would say.</summary>
    public Func<Delivery, IReadOnlyList<Draft>> Drafts { get; set; } = _ => [];

    public bool OncePerSession { get; set; }

    public bool SaysTokens { get; set; } = true;

    public bool SaysRecords { get; set; } = true;

    /// <summary>It can be asked for a list of records.</summary>
    public bool IsPulled { get; set; }

    /// <summary>In which form it tells sessions.</summary>
    public SessionForm Form { get; set; }

    /// <summary>Commands are answered before anybody knows what comes of them.</summary>
    public bool ResultsFollow { get; set; }

    /// <summary>Questions are about exactly one EVSE.</summary>
    public bool AsksAboutOneEvse { get; set; }

    /// <summary>Questions have no words for ceilings.</summary>
    public bool HasNoLimits { get; set; }

    /// <summary>What happens to sessions is told, not how they stand.</summary>
    public bool TellsMoments { get; set; }

    /// <summary>A report said twice says the same.</summary>
    public bool PutsReports { get; set; }

    public IReadOnlyList<Operation> Operations =>
    [
        new("Record", typeof(ChargeDetailRecordIssued), RecordMapping, SaysRecords)
        {
            ReadAgain = again => ReadAgain!(again),
            OncePerSession = OncePerSession,
            Pulled = IsPulled,
        },
        new("Report", typeof(SessionUpdated), Said: true) { Form = Form, RepeatIsHarmless = PutsReports, ReadAgain = again => ReadAgain?.Invoke(again) },
        new("Event", typeof(SessionUpdated)) { Form = TellsMoments ? SessionForm.Moments : SessionForm.AsHeard },
        new("Authorize", typeof(AuthorizeToken), Said: true) { IsAboutOneEvse = AsksAboutOneEvse },
        new("Start", typeof(StartSession), Said: true) { ResultFollows = ResultsFollow, IsAboutOneEvse = AsksAboutOneEvse, HasNoLimits = HasNoLimits },
        new("Act", typeof(ActOnSession), Said: true) { ResultFollows = ResultsFollow },
        new("Reserve", typeof(ReserveNow), Said: true) { ResultFollows = ResultsFollow },
        new("Cancel", typeof(CancelReservation), Said: true) { ResultFollows = ResultsFollow },
        new("Unlock", typeof(UnlockConnector), Said: true) { ResultFollows = ResultsFollow },
        new("Profile", typeof(ChangeChargingProfile), Said: true) { ResultFollows = ResultsFollow },
        new("Preferences", typeof(SetChargingPreferences), Said: true),
        new("Result", typeof(CommandCompleted), Said: true),
        new("Find", typeof(FindChargeDetailRecords), Said: true),
        new("Location", typeof(LocationPublished), Said: true),
        new("Tariff", typeof(TariffPublished), Said: true),
        new("Token", typeof(TokenPublished), Said: SaysTokens),
        new("Status", typeof(EvseStatusChanged), Said: true) { SaidTo = SaidTo.Hubs },
    ];

    /// <summary>What comes of a saying without a script. Everything is taken unless it is set.</summary>
    public Func<Delivery, CancellationToken, Task<Outcome>> Otherwise { get; set; } = (_, _) => Task.FromResult<Outcome>(new Outcome.Delivered());

    /// <summary>What comes of the next saying that has no script yet.</summary>
    public void Next(params Outcome[] outcomes)
    {
        foreach (var outcome in outcomes) script.Enqueue((_, _) => Task.FromResult(outcome));
    }

    /// <summary>What comes of every saying without a script.</summary>
    public void Always(Outcome outcome) => Otherwise = (_, _) => Task.FromResult(outcome);

    public void Next(Func<Delivery, Task<Outcome>> outcome) => script.Enqueue((delivery, _) => outcome(delivery));

    public void Next(Func<Delivery, CancellationToken, Task<Outcome>> outcome) => script.Enqueue(outcome);

    public PartnerReading ReadPartner(PartnerContext partner, IConfigurationSection section) => throw new NotSupportedException();

    public void MapInbound(IEndpointRouteBuilder routes) => throw new NotSupportedException();

    public IReadOnlyList<Draft> Draft(Delivery delivery) => Drafts(delivery);

    public Task<Outcome> SendAsync(Delivery delivery, CancellationToken cancellation)
    {
        Said.Enqueue(delivery);
        return script.TryDequeue(out var next) ? next(delivery, cancellation) : Otherwise(delivery, cancellation);
    }
}
