using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using ProtocolGateway.Exchanges;
using ProtocolGateway.Journal;
using ProtocolGateway.Partners;
using ProtocolGateway.Protocols;

namespace ProtocolGateway.Silences;

/// <summary>Tells a partner that we are there, at a start and then as often as it wants, by one node.</summary>
internal sealed class HeartBeating(
    IDbContextFactory<JournalContext> contexts, JournalWriter writer, Calls calls, OutboundLimits limits, Lanes lanes, SilenceMeter meter, Node node,
    TimeProvider time, ILogger<HeartBeating> logger)
{
    /// <summary>Where a partner doesn't say.</summary>
    public static TimeSpan Usual { get; } = TimeSpan.FromMinutes(5);

    /// <summary>No partner is told more often, or more rarely, whatever it asks for.</summary>
    public static TimeSpan Shortest { get; } = TimeSpan.FromSeconds(10);

    public static TimeSpan Longest { get; } = TimeSpan.FromDays(1);

    /// <summary>After a failure; sooner where the partner's own period is shorter.</summary>
    public static TimeSpan Again { get; } = TimeSpan.FromMinutes(1);

    /// <summary>Beyond that a clock is wrong.</summary>
    public static TimeSpan Tolerance { get; } = TimeSpan.FromMinutes(5);

    private readonly HashSet<string> differing = [];

    /// <summary>This node has started.</summary>
    public async Task BeginAsync(Partner partner)
    {
        meter.Open(partner);
        var now = time.GetUtcNow();
        var written = await writer.WriteAsync(journal =>
        {
            journal.SignsOfLife.Due(partner.Id, now);
            return true;
        }).ConfigureAwait(false);
        if (written.Unavailable is { } unavailable) SilenceLog.NotWritten(logger, partner.Id, unavailable.Text);
    }

    /// <summary>Tells it if that is due, and no other node is about to.</summary>
    public async Task BeatAsync(Partner partner, ISignsOfLife signs, CancellationToken stop)
    {
        if (lanes.Find(partner.Id)!.Line.Standing.Paused || !await IsDueAsync(partner, stop).ConfigureAwait(false)) return;
        await limits.WaitAsync(partner, stop).ConfigureAwait(false);
        using var turn = await calls.EnterAsync(partner, stop).ConfigureAwait(false);
        var now = time.GetUtcNow();
        var claimed = await writer.WriteAsync(journal => journal.SignsOfLife.Claim(partner.Id, node.Id, now, now + Node.Lease)).ConfigureAwait(false);
        if (claimed.Unavailable is { } unavailable) SilenceLog.NotWritten(logger, partner.Id, unavailable.Text);
        if (claimed.Value is not { } claim) return;

        var sign = await signs.SayAsync(partner, stop).ConfigureAwait(false);
        meter.Sent(partner, sign.Trouble is null);
        await (sign.Trouble is null ? AnsweredAsync(partner, claim, sign) : FailedAsync(partner, claim, sign.Trouble)).ConfigureAwait(false);
    }

    private async Task AnsweredAsync(Partner partner, SignOfLifeClaim claim, SignOfLife sign)
    {
        var asked = sign.Period ?? Usual;
        var period = asked < Shortest ? Shortest : asked > Longest ? Longest : asked;
        if (claim.Failures > 0 || claim.Period != period) SilenceLog.Answered(logger, partner.Id, period.TotalSeconds);
        if (sign.Ahead is { } ahead) Compare(partner, ahead);
        var now = time.GetUtcNow();
        Check(partner, await writer.WriteAsync(journal => journal.SignsOfLife.Answered(partner.Id, node.Id, now, period)).ConfigureAwait(false));
    }

    private async Task FailedAsync(Partner partner, SignOfLifeClaim claim, string trouble)
    {
        if (claim.Failures == 0) SilenceLog.NotAnswered(logger, partner.Id, trouble);
        var now = time.GetUtcNow();
        var next = now + (claim.Period < Again ? claim.Period.Value : Again);
        Check(partner, await writer.WriteAsync(journal => journal.SignsOfLife.Failed(partner.Id, node.Id, now, next, trouble)).ConfigureAwait(false));
    }

    private void Check(Partner partner, Written<bool> written)
    {
        if (written is { Unavailable: null, Value: true }) return;
        SilenceLog.NotWritten(logger, partner.Id, written.Unavailable?.Text ?? "Another node has taken it over.");
    }

    private void Compare(Partner partner, TimeSpan ahead)
    {
        meter.Clock(partner, ahead);
        var differs = ahead.Duration() > Tolerance;
        lock (differing)
        {
            if (!differs) differing.Remove(partner.Id);
            else if (differing.Add(partner.Id)) SilenceLog.ClockDiffers(logger, partner.Id, Math.Round(ahead.TotalSeconds));
        }
    }

    /// <summary>Mostly it isn't, and that is seen without writing.</summary>
    private async Task<bool> IsDueAsync(Partner partner, CancellationToken stop)
    {
        var now = time.GetUtcNow();
        try
        {
            await using var journal = contexts.CreateDbContext();
            return await journal.SignsOfLife.AnyAsync(
                s => s.PartnerId == partner.Id && s.NotBefore <= now && (s.ClaimNode == null || s.ClaimNode == node.Id || s.ClaimUntil < now), stop).ConfigureAwait(false);
        }
        catch (Exception e) when (JournalFaults.Explain(e) is { } unavailable)
        {
            SilenceLog.NotWritten(logger, partner.Id, unavailable.Text);
            return false;
        }
    }
}
