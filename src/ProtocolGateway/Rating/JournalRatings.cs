using Microsoft.EntityFrameworkCore;
using ProtocolGateway.Canonical;
using ProtocolGateway.Journal;

namespace ProtocolGateway.Rating;

internal sealed class JournalRatings(IDbContextFactory<JournalContext> contexts) : IRatings
{
    public async ValueTask<RatedPrice?> FindAsync(Guid exchange, CancellationToken cancellation)
    {
        await using var journal = contexts.CreateDbContext();
        var body = await journal.Ratings.Where(r => r.ExchangeId == exchange).Select(r => r.Body).FirstOrDefaultAsync(cancellation).ConfigureAwait(false);
        return body is null ? null : (RatedPrice)CanonicalJson.Read(body, typeof(RatedPrice));
    }
}
