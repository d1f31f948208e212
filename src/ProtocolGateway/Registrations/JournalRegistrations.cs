using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using ProtocolGateway.Exchanges;
using ProtocolGateway.Journal;
using ProtocolGateway.Partners;

namespace ProtocolGateway.Registrations;

/// <summary>Registrations as the journal keeps them.</summary>
internal sealed class JournalRegistrations(
    IDbContextFactory<JournalContext> contexts, JournalWriter writer, TokenSeal seal, Node node, TimeProvider time, ILogger<JournalRegistrations> logger)
    : IRegistrations
{
    /// <summary>The finding of handshakes that fail.</summary>
    public const string Fails = "RegistrationFails";

    /// <summary>How long they may go on presenting the token before the last.</summary>
    public static TimeSpan Grace { get; } = TimeSpan.FromMinutes(10);

    // A handshake is a few calls, each with its time-out.
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(3);

    private const int FailuresUntilFinding = 3;

    public async Task<IReadOnlyList<Registration>?> ReadAsync(CancellationToken cancellation)
    {
        try
        {
            await using var journal = contexts.CreateDbContext();
            var rows = await journal.Registrations.AsNoTracking().ToListAsync(cancellation).ConfigureAwait(false);
            return [.. rows.Select(Of)];
        }
        catch (Exception e) when (JournalFaults.Explain(e) is { } unavailable)
        {
            RegistrationLog.NotRead(logger, unavailable.Text);
            return null;
        }
    }

    public async Task<RegistrationClaim?> ClaimAsync(Partner partner, byte[]? pending)
    {
        var (now, id) = (time.GetUtcNow(), Guid.NewGuid().ToString());
        var taken = await WriteAsync(partner, journal =>
            journal.Registrations.Claim(partner.Id, id, node.Id, pending, now, now + Lease, now + Grace, node.Alone ? DateTimeOffset.MaxValue : now - Node.Silence)).ConfigureAwait(false);
        if (!taken) return null;
        var failures = (await ReadAsync(CancellationToken.None).ConfigureAwait(false))?.FirstOrDefault(r => r.PartnerId == partner.Id)?.Failures ?? 0;
        return new RegistrationClaim(partner, id, failures);
    }

    public async Task<bool> SettleAsync(RegistrationClaim claim, Agreed agreed)
    {
        var now = time.GetUtcNow();
        var row = new RegistrationRow
        {
            Version = agreed.Version,
            VersionsUrl = agreed.VersionsUrl,
            TokenForm = agreed.TokenForm,
            Inbound = agreed.Inbound,
            FormerUntil = now + Grace,
            Outbound = seal.Seal(agreed.Outbound, claim.Partner.Id),
            Spent = agreed.Spent,
        };
        var done = await WriteAsync(claim.Partner, journal =>
        {
            if (!journal.Registrations.Settle(claim.Partner.Id, claim.Id, row, now)) return false;
            var subject = PartnerStates.Subject(claim.Partner.Id);
            journal.Upkeep.SettleFindings(subject, Fails);
            journal.Absences.Insert(claim.Partner.Id, now, now, AbsenceKind.Cut);
            // It knew us no longer; now it does. What a person paused stays so.
            if (journal.Lines.Resume(claim.Partner.Id, whoever: false)) journal.Upkeep.SettleFindings(subject, PartnerStates.Paused);
            return true;
        }).ConfigureAwait(false);
        if (done) RegistrationLog.Registered(logger, claim.Partner.Id, agreed.Version, agreed.VersionsUrl);
        return done;
    }

    public async Task FailAsync(RegistrationClaim claim, string reason, bool doubt)
    {
        var (now, failures) = (time.GetUtcNow(), claim.Failures + 1);
        var next = now + RetrySchedule.After(failures, DeliveryPolicies.UsualRetry, null);
        RegistrationLog.Failed(logger, claim.Partner.Id, failures, reason);
        await WriteAsync(claim.Partner, journal =>
        {
            if (!journal.Registrations.Fail(claim.Partner.Id, claim.Id, doubt, next, reason)) return false;
            if (failures == FailuresUntilFinding)
                journal.Upkeep.Find(Fails, $"Registering with {claim.Partner.Id} fails: {reason}", PartnerStates.Subject(claim.Partner.Id), now);
            return true;
        }).ConfigureAwait(false);
    }

    public Task ReleaseAsync(RegistrationClaim claim) => WriteAsync(claim.Partner, journal =>
    {
        journal.Registrations.Release(claim.Partner.Id, claim.Id);
        return true;
    });

    public async Task<bool> EndAsync(Partner partner, byte[]? spent)
    {
        var now = time.GetUtcNow();
        var done = await WriteAsync(partner, journal =>
        {
            journal.Registrations.End(partner.Id, spent, now);
            journal.Upkeep.SettleFindings(PartnerStates.Subject(partner.Id), Fails);
            return true;
        }).ConfigureAwait(false);
        if (done) RegistrationLog.Ended(logger, partner.Id);
        return done;
    }

    public Task ConfirmAsync(Partner partner, byte[] inbound) => WriteAsync(partner, journal =>
    {
        journal.Registrations.Confirm(partner.Id, inbound);
        return true;
    });

    private async Task<bool> WriteAsync(Partner partner, Func<JournalSession, bool> write)
    {
        var written = await writer.WriteAsync(write).ConfigureAwait(false);
        if (written.Unavailable is { } unavailable) RegistrationLog.NotWritten(logger, partner.Id, unavailable.Text);
        return written is { Unavailable: null, Value: true };
    }

    private Registration Of(RegistrationRow row)
    {
        var outbound = row.Outbound is null ? null : seal.Open(row.Outbound, row.PartnerId);
        if (outbound is null && row.Outbound is not null) RegistrationLog.Sealed(logger, row.PartnerId);
        return new Registration
        {
            PartnerId = row.PartnerId,
            IsRegistered = row.Registered,
            Version = row.Version,
            VersionsUrl = row.VersionsUrl,
            TokenForm = row.TokenForm,
            Inbound = row.Inbound,
            Former = row.Former,
            FormerUntil = row.FormerUntil,
            Pending = row.Pending,
            Outbound = outbound,
            Spent = row.Spent,
            ChangedAt = row.ChangedAt,
            Failures = row.Failures,
            NotBefore = row.NotBefore,
            Reason = row.Reason,
        };
    }
}
