using System.Data.Common;

namespace ProtocolGateway.Journal;

/// <summary>The writer's connection with everything that it says prepared, and the transaction in progress.</summary>
internal sealed class JournalSession : IDisposable
{
    private readonly DbConnection connection;
    private DbTransaction? transaction;

    public JournalSession(DbConnection connection)
    {
        this.connection = connection;
        Exchanges = new(this);
        Deliveries = new(this);
        Sessions = new(this);
        Upkeep = new(this);
    }

    public ExchangeStatements Exchanges { get; }

    public DeliveryStatements Deliveries { get; }

    public SessionStatements Sessions { get; }

    public UpkeepStatements Upkeep { get; }

    internal DbTransaction Transaction => transaction ?? throw new InvalidOperationException("Written outside a transaction.");

    internal Statement Prepare(string sql) => new(connection, sql);

    public void Begin() => transaction = connection.BeginTransaction();

    public void Commit()
    {
        Transaction.Commit();
        End();
    }

    /// <summary>Undoes everything since <see cref="Begin"/>; harmless when a failed commit has done so already.</summary>
    public void Rollback()
    {
        if (transaction is null) return;
        try
        {
            transaction.Rollback();
        }
        finally
        {
            End();
        }
    }

    /// <summary>Runs one work so that its failure leaves the others of the batch alone.</summary>
    public void RunApart(JournalWork work)
    {
        Transaction.Save("work");
        try
        {
            work.Run(this);
        }
        catch
        {
            Transaction.Rollback("work");
            throw;
        }
        Transaction.Release("work");
    }

    /// <summary>At a clean end.</summary>
    public void Checkpoint() => JournalDatabase.Checkpoint(connection);

    public void Dispose()
    {
        End();
        Exchanges.Dispose();
        Deliveries.Dispose();
        Sessions.Dispose();
        Upkeep.Dispose();
        connection.Dispose();
    }

    private void End()
    {
        transaction?.Dispose();
        transaction = null;
    }
}
