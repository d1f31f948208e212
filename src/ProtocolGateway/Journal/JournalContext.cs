using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace ProtocolGateway.Journal;

/// <summary>
/// The journal's model, for queries and for what is not written by the thousand; the hot path has the journal writer.
/// The schema is kept in <c>Journal/Schema</c>; a test holds the two against each other.
/// </summary>
public sealed class JournalContext(DbContextOptions<JournalContext> options) : DbContext(options)
{
    public DbSet<ExchangeRow> Exchanges => Set<ExchangeRow>();
    public DbSet<FactRow> Facts => Set<FactRow>();
    public DbSet<DeliveryRow> Deliveries => Set<DeliveryRow>();
    public DbSet<MoveRow> Moves => Set<MoveRow>();
    public DbSet<SessionRow> Sessions => Set<SessionRow>();
    public DbSet<SessionNameRow> SessionNames => Set<SessionNameRow>();
    public DbSet<LocationRow> Locations => Set<LocationRow>();
    public DbSet<EvseRow> Evses => Set<EvseRow>();
    public DbSet<TokenRow> Tokens => Set<TokenRow>();
    public DbSet<TariffRow> Tariffs => Set<TariffRow>();
    public DbSet<PublishedRow> Published => Set<PublishedRow>();
    public DbSet<FindingRow> Findings => Set<FindingRow>();
    public DbSet<ChangeRow> Changes => Set<ChangeRow>();
    public DbSet<NodeRow> Nodes => Set<NodeRow>();
    public DbSet<PartnerStateRow> PartnerStates => Set<PartnerStateRow>();
    public DbSet<RetentionStageRow> RetentionStages => Set<RetentionStageRow>();
    public DbSet<RetentionRestRow> RetentionRests => Set<RetentionRestRow>();
    public DbSet<SaltRow> Salts => Set<SaltRow>();
    public DbSet<PresenceRow> Presence => Set<PresenceRow>();
    public DbSet<AbsenceRow> Absences => Set<AbsenceRow>();
    public DbSet<CatchUpRow> CatchUps => Set<CatchUpRow>();
    public DbSet<FailureRow> Failures => Set<FailureRow>();
    public DbSet<SignOfLifeRow> SignsOfLife => Set<SignOfLifeRow>();
    public DbSet<EvseStateRow> EvseStates => Set<EvseStateRow>();
    public DbSet<QuestionRow> Questions => Set<QuestionRow>();
    public DbSet<AskRow> Asks => Set<AskRow>();
    public DbSet<OpenSessionRow> OpenSessions => Set<OpenSessionRow>();
    public DbSet<UnrecordedSessionRow> UnrecordedSessions => Set<UnrecordedSessionRow>();

    public DbSet<SessionReportRow> SessionReports => Set<SessionReportRow>();
    public DbSet<SessionClockRow> SessionClocks => Set<SessionClockRow>();
    public DbSet<SessionWaitRow> SessionWaits => Set<SessionWaitRow>();
    public DbSet<RegistrationRow> Registrations => Set<RegistrationRow>();
    public DbSet<PartyStatusRow> PartyStatuses => Set<PartyStatusRow>();
    public DbSet<ToldStatusRow> ToldStatuses => Set<ToldStatusRow>();
    public DbSet<CommandRow> Commands => Set<CommandRow>();
    public DbSet<ReservationRow> Reservations => Set<ReservationRow>();
    public DbSet<RatingRow> Ratings => Set<RatingRow>();
    public DbSet<MappingVersionRow> MappingVersions => Set<MappingVersionRow>();
    public DbSet<MappingUseRow> MappingUses => Set<MappingUseRow>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        // SQLite can neither order nor compare its own form of instants.
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<MillisecondsConverter>();
        configurationBuilder.Properties<Enum>().HaveConversion<string>();
        if (Database.IsSqlite()) configurationBuilder.Properties<Guid>().HaveConversion<GuidTextConverter>();
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<ExchangeRow>().ToTable("Exchanges").HasKey(r => r.Id);
        modelBuilder.Entity<FactRow>().ToTable("Facts").HasKey(r => r.Key);
        modelBuilder.Entity<DeliveryRow>().ToTable("Deliveries").HasKey(r => r.Sequence);
        modelBuilder.Entity<MoveRow>().ToTable("Moves").HasKey(r => r.Id);
        modelBuilder.Entity<SessionRow>().ToTable("Sessions").HasKey(r => r.Id);
        modelBuilder.Entity<SessionNameRow>().ToTable("SessionNames").HasKey(r => new { r.Value, r.Neighbour, r.Kind, r.SessionId });
        modelBuilder.Entity<LocationRow>().ToTable("Locations").HasKey(r => new { r.Owner, r.LocationKey, r.ValidFrom });
        modelBuilder.Entity<EvseRow>().ToTable("Evses").HasKey(r => new { r.Owner, r.LocationKey, r.UidKey, r.EvseKey });
        modelBuilder.Entity<TokenRow>().ToTable("Tokens").HasKey(r => new { r.Owner, r.UidKey, r.Type });
        modelBuilder.Entity<TariffRow>().ToTable("Tariffs").HasKey(r => new { r.Owner, r.TariffKey, r.ValidFrom });
        modelBuilder.Entity<PublishedRow>().ToTable("Published").HasKey(r => r.Sequence);
        modelBuilder.Entity<PublishedCountRow>().ToTable("PublishedCounts").HasKey(r => new { r.Kind, r.Owner, r.Restricted, r.Slot });
        modelBuilder.Entity<FindingRow>().ToTable("Findings").HasKey(r => r.Id);
        modelBuilder.Entity<ChangeRow>().ToTable("Changes").HasKey(r => r.Sequence);
        modelBuilder.Entity<NodeRow>().ToTable("Nodes").HasKey(r => r.Id);
        modelBuilder.Entity<PartnerStateRow>().ToTable("PartnerStates").HasKey(r => r.PartnerId);
        modelBuilder.Entity<FailureRow>().ToTable("Failures").HasKey(r => r.Delivery);
        modelBuilder.Entity<RetentionStageRow>().ToTable("RetentionStages").HasKey(r => r.Stage);
        modelBuilder.Entity<RetentionRestRow>().ToTable("RetentionRests").HasKey(r => new { r.Stage, r.ExchangeId });
        modelBuilder.Entity<SaltRow>().ToTable("Salts").HasKey(r => r.Name);
        modelBuilder.Entity<PresenceRow>().ToTable("Presence").HasKey(r => r.Name);
        modelBuilder.Entity<AbsenceRow>().ToTable("Absences").HasKey(r => r.Id);
        modelBuilder.Entity<SignOfLifeRow>().ToTable("SignsOfLife").HasKey(r => r.PartnerId);
        modelBuilder.Entity<CatchUpRow>().ToTable("CatchUps").HasKey(r => new { r.PartnerId, r.Module });
        modelBuilder.Entity<EvseStateRow>().ToTable("EvseStates").HasKey(r => new { r.Owner, r.Scope, r.IdKey });
        // By its name EF Core takes it for a key of the database's making.
        modelBuilder.Entity<EvseStateRow>().Property(r => r.Id).IsRequired();
        modelBuilder.Entity<QuestionRow>().ToTable("Questions").HasKey(r => r.Key);
        modelBuilder.Entity<AskRow>().ToTable("Asks").HasKey(r => new { r.ExchangeId, r.Number });
        modelBuilder.Entity<SessionClockRow>().ToTable("SessionClocks").HasKey(r => r.SessionId);
        modelBuilder.Entity<SessionWaitRow>().ToTable("SessionWaits").HasKey(r => new { r.SessionId, r.Awaited });
        modelBuilder.Entity<RegistrationRow>().ToTable("Registrations").HasKey(r => r.PartnerId);
        modelBuilder.Entity<PartyStatusRow>().ToTable("PartyStatuses").HasKey(r => new { r.PartnerId, r.Party, r.Role });
        modelBuilder.Entity<ToldStatusRow>().ToTable("ToldStatuses").HasKey(r => new { r.PartnerId, r.Party, r.Role });
        modelBuilder.Entity<SessionReportRow>().ToTable("SessionReports").HasKey(r => r.Sequence);
        modelBuilder.Entity<UnrecordedSessionRow>().ToTable("UnrecordedSessions").HasKey(r => r.SessionId);
        modelBuilder.Entity<OpenSessionRow>().ToTable("OpenSessions").HasKey(r => r.SessionId);
        modelBuilder.Entity<CommandRow>().ToTable("Commands").HasKey(r => r.Id);
        modelBuilder.Entity<CommandRow>().Property(r => r.Id).IsRequired();
        modelBuilder.Entity<ReservationRow>().ToTable("Reservations").HasKey(r => r.Number);
        modelBuilder.Entity<ReservationRow>().Property(r => r.Number).ValueGeneratedNever();
        modelBuilder.Entity<RatingRow>().ToTable("Ratings").HasKey(r => r.ExchangeId);
        modelBuilder.Entity<MappingVersionRow>().ToTable("MappingVersions").HasKey(r => r.Version);
        modelBuilder.Entity<MappingUseRow>().ToTable("MappingUses").HasKey(r => r.Id);
        if (Database.IsNpgsql()) UseLowerCase(modelBuilder);
    }

    /// <summary>PostgreSQL's names are in lower case unless quoted, and nobody likes to quote.</summary>
    private static void UseLowerCase(ModelBuilder modelBuilder)
    {
        foreach (var entity in modelBuilder.Model.GetEntityTypes())
        {
            entity.SetTableName(entity.GetTableName()!.ToLowerInvariant());
            foreach (var property in entity.GetProperties()) property.SetColumnName(property.GetColumnName().ToLowerInvariant());
        }
    }

    private sealed class MillisecondsConverter() : ValueConverter<DateTimeOffset, long>(
        at => at.ToUnixTimeMilliseconds(), ms => DateTimeOffset.FromUnixTimeMilliseconds(ms));

    private sealed class GuidTextConverter() : ValueConverter<Guid, string>(
        id => id.ToString(), text => Guid.Parse(text));
}
