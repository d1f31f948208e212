using ProtocolGateway.Canonical;
using ProtocolGateway.Journal;
using ProtocolGateway.Partners;

namespace ProtocolGateway.Questions;

/// <summary>A command about a place, by the CPO's own ids, which only OCPI has words for: passed on as it is.</summary>
internal abstract class PlaceCommand : CommandConversation
{
    private CommandResult? obstacle;

    protected abstract PartyId Emsp { get; }

    /// <summary>Whose place it is said to be.</summary>
    protected abstract PartyId? Named { get; }

    protected abstract LocationReferences? Where { get; }

    /// <summary>Whose place it is.</summary>
    protected PartyId? Cpo { get; private set; }

    public override async ValueTask PrepareAsync(CancellationToken cancellation)
    {
        Cpo = Named ?? (await new PlaceFinder(Tools, Now).FindAsync(null, Emsp, null, Where, cancellation).ConfigureAwait(false)).Cpo;
        Find();
    }

    public override object? Open(JournalSession journal) => obstacle is { } known ? Told(known) : null;

    public override object Close(JournalSession journal) => Told(Result(journal));

    protected override CommandAnswered Told(CommandAnswered answer) => answer with { Cpo = Cpo };

    /// <summary>Whom to ask, once it is known whose place it is.</summary>
    protected void Find(PartyId? known = null)
    {
        Cpo = known ?? Cpo;
        Partner = Cpo is null ? null : Tools.Partners.Find(Role.CPO, Cpo);
        obstacle = Partner is null || Partner.Id == Source.Id ? Cpo is null ? CommandResult.UNKNOWN_PLACE : CommandResult.UNKNOWN_CPO
            : Tools.Partners.FindAgreement(Cpo!, Emsp, Now) is null ? CommandResult.NO_AGREEMENT
            : Tools.Protocols.FindSaid(Partner, Question.GetType(), Question) is null ? CommandResult.NOT_SUPPORTED
            : null;
        if (obstacle is not null) Partner = null;
    }
}

internal sealed class Reserving : PlaceCommand
{
    private int? number;

    private ReserveNow Asked => (ReserveNow)Heard.Question;

    protected override PartyId Emsp => Asked.Emsp!;

    protected override PartyId? Named => Asked.Cpo;

    protected override LocationReferences? Where => new() { LocationId = Asked.LocationId, EvseUids = Asked.EvseUid is { } uid ? [uid] : null };

    protected override object Question => Asked with { Cpo = Cpo, ReservationNumber = number, CommandId = CommandId };

    public override object? Open(JournalSession journal)
    {
        if (base.Open(journal) is { } answer) return answer;
        number = journal.Commands.Reserve(Emsp, Asked.ReservationId!, Cpo!, Asked.ExpiryDate ?? Now);
        return null;
    }

    public override Task AskAsync(CancellationToken cancellation) => PassOnAsync((ReserveNow)Question, cancellation);

    /// <summary>Numbers are given one after the other.</summary>
    protected override long? Alone => JournalName.Of("reservations");
}

internal sealed class CancellingReservation : PlaceCommand
{
    private CancelReservation Asked => (CancelReservation)Heard.Question;

    protected override PartyId Emsp => Asked.Emsp!;

    protected override PartyId? Named => Asked.Cpo;

    protected override LocationReferences? Where => null;

    protected override object Question => Asked with { Cpo = Cpo, CommandId = CommandId };

    public override object? Open(JournalSession journal)
    {
        if (Cpo is null)
        {
            if (journal.Commands.FindReservation(Emsp, Asked.ReservationId!) is not { } reserved) return Told(CommandResult.UNKNOWN_RESERVATION);
            if (PartyId.TryParse(reserved.Cpo, out var keeper)) Find(keeper);
        }
        return base.Open(journal);
    }

    public override Task AskAsync(CancellationToken cancellation) => PassOnAsync((CancelReservation)Question, cancellation);
}

internal sealed class Unlocking : PlaceCommand
{
    private UnlockConnector Asked => (UnlockConnector)Heard.Question;

    protected override PartyId Emsp => Asked.Emsp!;

    protected override PartyId? Named => Asked.Cpo;

    protected override LocationReferences? Where => new() { LocationId = Asked.LocationId, EvseUids = Asked.EvseUid is { } uid ? [uid] : null };

    protected override object Question => Asked with { Cpo = Cpo, CommandId = CommandId };

    public override Task AskAsync(CancellationToken cancellation) => PassOnAsync((UnlockConnector)Question, cancellation);
}
