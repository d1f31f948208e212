using System.Text;
using ProtocolGateway.Canonical;

namespace ProtocolGateway.Journal;

/// <summary>What the writer says about commands whose result may come later, and about reservations.</summary>
internal sealed class CommandStatements(JournalConnection journal) : IDisposable
{
    private readonly Statement insert = journal.Prepare(
        """
        INSERT INTO Commands (Id, ExchangeId, SessionId, Question, Type, AskerId, AskedId, FromParty, ToParty, ResponseUrl, AskedAt, Deadline, Result, Told)
        VALUES (@id, @exchange, @session, @question, @type, @asker, @asked, @from, @to, @url, @at, @deadline, NULL, @told)
        """);

    private readonly Statement find = journal.Prepare(
        "SELECT ExchangeId, SessionId, Question, Type, AskerId, AskedId, FromParty, ToParty, ResponseUrl, Result, Told FROM Commands WHERE Id = @id");

    private readonly Statement settle = journal.Prepare("UPDATE Commands SET Result = @result WHERE Id = @id");

    private readonly Statement tell = journal.Prepare("UPDATE Commands SET Told = @told WHERE Id = @id");

    private readonly Statement reservation = journal.Prepare("SELECT Number, Cpo FROM Reservations WHERE Emsp = @emsp AND ReservationId = @reservation");

    private readonly Statement reserve = journal.Prepare(
        """
        INSERT INTO Reservations (Number, Emsp, ReservationId, Cpo, ExpiresAt)
        VALUES ((SELECT COALESCE(MAX(Number), 0) + 1 FROM Reservations), @emsp, @reservation, @cpo, @expires)
        ON CONFLICT (Emsp, ReservationId) DO UPDATE SET Cpo = excluded.Cpo, ExpiresAt = excluded.ExpiresAt
        """);

    public void Insert(NewCommand command) => insert.Run(
        command.Id, command.Exchange, command.Session is { } session ? session : default(Value), command.Question, command.Type?.ToString(),
        command.AskerId, command.AskedId, command.From, command.To, command.ResponseUrl, command.AskedAt, command.Deadline, false);

    public KnownCommand? Find(string id)
    {
        using var rows = find.Read(id);
        if (!rows.Read()) return null;
        return new KnownCommand(
            id, rows.Id(0), rows.IsNull(1) ? null : rows.Id(1), rows.Text(2), rows.IsNull(3) ? null : System.Enum.Parse<CommandType>(rows.Text(3)),
            rows.Text(4), rows.Text(5), rows.TextOrNull(6), rows.TextOrNull(7), rows.TextOrNull(8),
            rows.IsNull(9) ? null : (CommandAnswered)CanonicalJson.Read(Encoding.UTF8.GetBytes(rows.Text(9)), typeof(CommandAnswered)), rows.Flag(10));
    }

    public void Settle(string id, CommandAnswered result) => settle.Run(Encoding.UTF8.GetString(CanonicalJson.Write(result)), id);

    /// <summary>The asker expects no other answer than the one that it got.</summary>
    public void Tell(string id) => tell.Run(true, id);

    /// <summary>Notes who keeps the reservation. Its number: the same for the same reservation of the same eMSP.</summary>
    public int Reserve(PartyId emsp, string reservationId, PartyId cpo, DateTimeOffset expires)
    {
        reserve.Run(emsp.Key, reservationId, cpo.ToString(), expires);
        return FindReservation(emsp, reservationId)!.Value.Number;
    }

    public (int Number, string Cpo)? FindReservation(PartyId emsp, string reservationId)
    {
        using var rows = reservation.Read(emsp.Key, reservationId);
        return rows.Read() ? ((int)rows.Number(0), rows.Text(1)) : null;
    }

    public void Dispose()
    {
        foreach (var statement in (ReadOnlySpan<Statement>)[insert, find, settle, tell, reservation, reserve]) statement.Dispose();
    }
}

/// <summary>A command about to be passed on.</summary>
internal sealed record NewCommand
{
    public required string Id { get; init; }

    public required Guid Exchange { get; init; }

    public required Guid? Session { get; init; }

    public required string Question { get; init; }

    public required CommandType? Type { get; init; }

    public required string AskerId { get; init; }

    public required string AskedId { get; init; }

    public required string? From { get; init; }

    public required string? To { get; init; }

    public required string? ResponseUrl { get; init; }

    public required DateTimeOffset AskedAt { get; init; }

    public required DateTimeOffset Deadline { get; init; }
}

/// <summary>A command that was passed on.</summary>
/// <param name="Result">Null while nobody knows.</param>
internal sealed record KnownCommand(
    string Id, Guid ExchangeId, Guid? SessionId, string Question, CommandType? Type, string AskerId, string AskedId, string? FromParty, string? ToParty,
    string? ResponseUrl, CommandAnswered? Result, bool Told);
