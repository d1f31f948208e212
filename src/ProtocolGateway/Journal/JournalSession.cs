using ProtocolGateway.Directory;

namespace ProtocolGateway.Journal;

/// <summary>The writer's connection with everything that it says prepared.</summary>
internal sealed class JournalSession : IDisposable
{
    private readonly JournalConnection connection;

    public JournalSession(JournalConnection connection)
    {
        this.connection = connection;
        Exchanges = new(connection);
        Deliveries = new(connection);
        Sessions = new(connection);
        Upkeep = new(connection);
        Absences = new(connection);
        CatchUps = new(connection);
        Lines = new(connection);
        Failures = new(connection);
        SignsOfLife = new(connection);
        Waiting = new(connection, Deliveries);
        States = new(connection);
        Questions = new(connection);
        OpenSessions = PlacedSessionStatements.Open(connection);
        Unrecorded = PlacedSessionStatements.Unrecorded(connection);
        Clocks = new(connection);
        Waits = new(connection);
        Registrations = new(connection);
        Directory = new(connection);
        PartyStatuses = new(connection);
        Commands = new(connection);
        SessionReports = new(connection);
        Ratings = new(connection);
        Mappings = new(connection);
    }

    public ExchangeStatements Exchanges { get; }

    public DeliveryStatements Deliveries { get; }

    public SessionStatements Sessions { get; }

    public UpkeepStatements Upkeep { get; }

    public AbsenceStatements Absences { get; }

    public CatchUpStatements CatchUps { get; }

    public LineStatements Lines { get; }

    public FailureStatements Failures { get; }

    public SignOfLifeStatements SignsOfLife { get; }

    public WaitingStatements Waiting { get; }

    public StateStatements States { get; }

    public QuestionStatements Questions { get; }

    public PlacedSessionStatements OpenSessions { get; }

    public PlacedSessionStatements Unrecorded { get; }

    public SessionClockStatements Clocks { get; }

    public SessionWaitStatements Waits { get; }

    public RegistrationStatements Registrations { get; }

    public DirectoryStatements Directory { get; }

    public CommandStatements Commands { get; }

    public PartyStatusStatements PartyStatuses { get; }

    public SessionReportStatements SessionReports { get; }

    public RatingStatements Ratings { get; }

    public MappingStatements Mappings { get; }

    /// <summary>Whether works are asked to say ahead what they will read.</summary>
    public bool IsRemote => connection.IsRemote;

    public void Begin() => connection.Begin();

    public void Commit() => connection.Commit();

    /// <inheritdoc cref="JournalConnection.Rollback"/>
    public void Rollback() => connection.Rollback();

    /// <inheritdoc cref="JournalConnection.Foresee"/>
    public void Foresee(IReadOnlyCollection<long> names) => connection.Foresee(names);

    /// <inheritdoc cref="JournalConnection.Flush"/>
    public void Flush() => connection.Flush();

    /// <summary>Runs one work so that its failure leaves the others of the batch alone.</summary>
    public void RunApart(JournalWork work)
    {
        connection.Save();
        try
        {
            work.Run(this);
            connection.ReleaseSave();
        }
        catch (Exception e) when (JournalFaults.Explain(e) is null)
        {
            connection.RollbackToSave();
            throw;
        }
    }

    /// <inheritdoc cref="JournalConnection.Tidy"/>
    public void Tidy() => connection.Tidy();

    internal Statement Prepare(string sql) => connection.Prepare(sql);

    public void Dispose()
    {
        Exchanges.Dispose();
        Deliveries.Dispose();
        Sessions.Dispose();
        Upkeep.Dispose();
        Absences.Dispose();
        CatchUps.Dispose();
        Lines.Dispose();
        Failures.Dispose();
        SignsOfLife.Dispose();
        Waiting.Dispose();
        States.Dispose();
        Questions.Dispose();
        OpenSessions.Dispose();
        Unrecorded.Dispose();
        Clocks.Dispose();
        Waits.Dispose();
        Registrations.Dispose();
        Directory.Dispose();
        PartyStatuses.Dispose();
        Commands.Dispose();
        SessionReports.Dispose();
        Ratings.Dispose();
        Mappings.Dispose();
        connection.Dispose();
    }
}
