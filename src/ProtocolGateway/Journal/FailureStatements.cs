namespace ProtocolGateway.Journal;

/// <summary>What the writer says about deliveries that fail for their own sake.</summary>
internal sealed class FailureStatements(JournalConnection journal) : IDisposable
{
    private readonly Statement find = journal.Prepare("SELECT Times, At FROM Failures WHERE Delivery = @delivery");

    private readonly Statement put = journal.Prepare(
        """
        INSERT INTO Failures (Delivery, PartnerId, Times, Poison, At) VALUES (@delivery, @partner, @times, @poison, @at)
        ON CONFLICT (Delivery) DO UPDATE SET
          PartnerId = excluded.PartnerId, Times = excluded.Times, Poison = excluded.Poison, At = excluded.At
        """);

    private readonly Statement forget = journal.Prepare("DELETE FROM Failures WHERE Delivery = @delivery");

    /// <summary>How often it failed, and when it did last; 0 for never.</summary>
    public (int Times, DateTimeOffset At) Find(long delivery)
    {
        using var row = find.Read(delivery);
        return row.Read() ? ((int)row.Number(0), row.Instant(1)) : default;
    }

    public void Put(long delivery, string partner, int times, bool poison, DateTimeOffset now) =>
        put.Run(delivery, partner, times, poison, now);

    /// <summary>True when it had failed.</summary>
    public bool Forget(long delivery) => forget.Execute(delivery) > 0;

    public void Dispose()
    {
        find.Dispose();
        put.Dispose();
        forget.Dispose();
    }
}
