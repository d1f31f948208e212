using ProtocolGateway.Canonical;
using ProtocolGateway.Journal;
using ProtocolGateway.Partners;
using ProtocolGateway.Protocols;

namespace ProtocolGateway.Exchanges;

/// <summary>One message about a session that is to be owed to whoever the route leads to.</summary>
internal sealed record SessionDebt
{
    public required SessionFactKind Kind { get; init; }

    public required Guid Exchange { get; init; }

    /// <summary>The fact that it comes from.</summary>
    public required string Key { get; init; }

    public required PartyId Cpo { get; init; }

    public required Guid Session { get; init; }

    public required Partner Source { get; init; }

    public required Route Route { get; init; }

    /// <summary>The message as it is owed.</summary>
    public required object Message { get; init; }

    /// <summary>The record within it, where it is not what was heard; null: the exchange's.</summary>
    public object? Body { get; init; }

    public Hold? Hold { get; init; }

    /// <summary>The session is settled: nobody is told any more.</summary>
    public bool Late { get; init; }

    /// <summary>Nothing about the session can be owed yet.</summary>
    public bool First { get; init; }

    public string Cause { get; init; } = "heard";

    public string? Trace { get; init; }

    private DeliverySettings Settings => Route.Partner?.Delivery ?? DeliverySettings.Default;

    private Owing Policy => Settings.Of(Kind.Name).Policy;

    private DeliveryState State => Late ? DeliveryState.Superseded : Hold is null ? DeliveryState.Owed : DeliveryState.Held;

    /// <returns>What may go on the bus.</returns>
    public DueDelivery? Owe(JournalSession journal, DateTimeOffset now)
    {
        // Whoever asks for its sessions finds those that we tell whole, too, whether it is told of them or not.
        if (Body is Session { Status: not null, LastUpdated: null } whole && !Late)
            journal.SessionReports.Put(Session, whole, Route.Payer, whole.EndDateTime is { } end && end > now ? end : now, Exchange);
        if (Policy == Owing.None) return null;
        var delivery = new NewDelivery
        {
            Id = Guid.CreateVersion7(now),
            ExchangeId = Exchange,
            SourceId = Source.Id,
            PartnerId = Route.Partner?.Id,
            Message = Kind.Name,
            Key = Key,
            Subject = Settings.Order == DeliveryOrder.Partner ? "partner" : SubjectOf(Kind, Session),
            From = Cpo.ToString(),
            To = Route.Payer?.ToString(),
            State = State,
            Hold = Late ? null : Hold,
            Cause = Late ? "heard after the session was completed" : Hold is null ? Cause : $"{Cause}; {Hold.Code}",
            Body = Body is null ? null : CanonicalJson.Write(Body),
            Trace = Trace,
        };
        if (State == DeliveryState.Owed) MakeRoom(journal, delivery, now);
        // An older one goes first: the end of its saying puts this one on the bus.
        var first = First && Settings.Order == DeliveryOrder.Subject;
        var waits = State != DeliveryState.Owed || (!first && journal.Deliveries.HasOwed(delivery.PartnerId!, delivery.Subject));
        journal.Deliveries.Insert(delivery, now);
        return waits ? null : new DueDelivery(delivery.Id, delivery.PartnerId!, Kind, Message, Trace);
    }

    public static string SubjectOf(FactKind kind, Guid session) => $"{kind.Subject}|{session}";

    /// <summary>What is told whole says everything that those before it said: only what waits for its turn is still news.</summary>
    private void MakeRoom(JournalSession journal, NewDelivery delivery, DateTimeOffset now)
    {
        var cause = $"a newer one came: exchange {Exchange}";
        if (Policy == Owing.Latest) journal.Waiting.Supersede(delivery.PartnerId!, delivery.Subject, Kind.Name, long.MaxValue, cause, now);
        else if (Body is Session { Status: not null } && !First) journal.Waiting.SupersedeHeld(delivery.PartnerId!, delivery.Subject, Kind.Name, cause, now);
    }
}
