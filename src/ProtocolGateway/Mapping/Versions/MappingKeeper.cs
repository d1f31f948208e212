using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ProtocolGateway.Exchanges;
using ProtocolGateway.Journal;
using ProtocolGateway.Mapping.Reloading;

namespace ProtocolGateway.Mapping.Versions;

/// <summary>Keeps every version of the mapping files that is in force on this node.</summary>
internal sealed class MappingKeeper(IMappings mappings, JournalWriter writer, Node node, TimeProvider time, ILogger<MappingKeeper> logger) : BackgroundService
{
    private MappingBook? kept;

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Rounds.RepeatAsync(MappingReload.Interval, time, KeepAsync, bug => MappingLog.NotKept(logger, bug), stoppingToken);

    /// <summary>What the journal doesn't take now it takes in the next round.</summary>
    internal async Task KeepAsync()
    {
        var book = mappings.Current;
        if (ReferenceEquals(book, kept)) return;
        if (book.Version != kept?.Version)
        {
            var (files, now) = (book.Files.Pack(), time.GetUtcNow());
            var written = await writer.WriteAsync(journal =>
            {
                journal.Mappings.Use(book.Version, files, node.Id, now);
                return true;
            }).ConfigureAwait(false);
            if (written.Unavailable is not null) return;
        }
        kept = book;
    }
}
