using ProtocolGateway.Partners;
using ProtocolGateway.Registrations;

namespace ProtocolGateway.Ocpi.Upkeep;

/// <summary>
/// Brings what was agreed with partners from the journal, which all nodes share, to where it is used: their settings. Looked
/// at every few seconds, after each change made here, and when somebody presents a token that is not known here.
/// </summary>
internal sealed class Registry(PartnerBook book, IRegistrations? store, TimeProvider time) : IDisposable
{
    // However many strangers knock, the journal is not asked more often.
    private static readonly TimeSpan Spacing = TimeSpan.FromMilliseconds(100);

    private readonly IReadOnlyList<Partner> partners = [.. book.All.Where(p => p.Settings is OcpiOptions { Registers: true })];
    private readonly SemaphoreSlim turn = new(1);
    private DateTimeOffset readAt = DateTimeOffset.MinValue;

    /// <summary>Those with whom tokens are agreed by a handshake.</summary>
    public IReadOnlyList<Partner> Partners => partners;

    public static OcpiOptions OptionsOf(Partner partner) => (OcpiOptions)partner.Settings;

    /// <summary>Reads what is agreed now. The journal out of reach: what was known counts on.</summary>
    public async Task RefreshAsync(CancellationToken cancellation)
    {
        if (store is null || partners.Count == 0) return;
        await turn.WaitAsync(cancellation);
        try
        {
            await ReadAsync(cancellation);
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>Reads what other nodes agreed on until then.</summary>
    public async Task CatchUpAsync(DateTimeOffset until, CancellationToken cancellation)
    {
        if (store is null || partners.Count == 0) return;
        await turn.WaitAsync(cancellation);
        try
        {
            if (readAt > until) return;
            if (readAt + Spacing - time.GetUtcNow() is var wait && wait > TimeSpan.Zero && wait <= Spacing) await Task.Delay(wait, time, cancellation);
            await ReadAsync(cancellation);
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>The partner presented that token: if it is the new one, the former has ended.</summary>
    public Task SeenAsync(Partner partner, byte[] token)
    {
        var options = OptionsOf(partner);
        if (store is null || options.Standing.Registration is not { Former: not null, Inbound: { } inbound } registration || !inbound.AsSpan().SequenceEqual(token))
            return Task.CompletedTask;
        options.Standing = options.Standing with { Registration = registration with { Former = null, FormerUntil = null } };
        return store.ConfirmAsync(partner, inbound);
    }

    public void Dispose() => turn.Dispose();

    private async Task ReadAsync(CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        if (await store!.ReadAsync(cancellation) is not { } all) return;
        readAt = now;
        var found = all.ToDictionary(r => r.PartnerId, StringComparer.OrdinalIgnoreCase);
        foreach (var partner in partners)
        {
            var options = OptionsOf(partner);
            options.Standing = found.TryGetValue(partner.Id, out var registration) ? options.Standing.With(registration) : OcpiStanding.Unknown;
        }
    }
}
