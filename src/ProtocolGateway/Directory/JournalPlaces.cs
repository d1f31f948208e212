using ProtocolGateway.Canonical;
using ProtocolGateway.Journal;

namespace ProtocolGateway.Directory;

/// <summary>
/// The directory's locations in memory. Those that changed are read again when something has arrived, in whatever process, but no more
/// often than once in <see cref="Pause"/>: an import announces something all the time.
/// </summary>
internal sealed class JournalPlaces(JournalDatabase database, TimeProvider time) : IPlaces, IDisposable
{
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    // Nodes' clocks differ, and what is written last may be written by the one that is behind.
    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(1);

    private readonly ReaderPool<Queries> readers = new(database, connection => new Queries(connection));
    private readonly Lock gate = new();
    private volatile Glance? last;

    public Places Look()
    {
        if (last is { } fresh && IsFresh(fresh)) return fresh.Places;
        // Who comes while another reads waits for it.
        lock (gate)
        {
            if (last is { } other && IsFresh(other)) return other.Places;
            var at = time.GetTimestamp();
            last = readers.Read(queries =>
            {
                // Before the reading: what arrives during it makes the next look again.
                var newest = queries.NewestChange();
                if (last is { } known && known.Newest == newest) return known with { At = at };
                var before = last ?? new Glance(at, newest, Places.None, DateTimeOffset.UnixEpoch);
                var changed = queries.Changed(before.ReadUpTo - Overlap, before.Places);
                return new Glance(at, newest, before.Places.With(changed), changed.Select(c => c.ReceivedAt).Append(before.ReadUpTo).Max());
            });
            return last.Places;
        }
    }

    public void Dispose() => readers.Dispose();

    private bool IsFresh(Glance glance) => time.GetElapsedTime(glance.At) < Pause;

    private sealed record Glance(long At, long Newest, Places Places, DateTimeOffset ReadUpTo);

    private sealed class Queries(JournalConnection connection) : IDisposable
    {
        private readonly Statement newest = connection.Prepare("SELECT COALESCE(MAX(Sequence), 0) FROM Changes");

        private readonly Statement changed = connection.Prepare(
            "SELECT Owner, ObjectKey, ReceivedAt, Body FROM Published WHERE Kind = 'Location' AND ReceivedAt >= @since");

        public long NewestChange()
        {
            using var rows = newest.Read();
            return rows.Read() ? rows.Number(0) : 0;
        }

        /// <param name="known">What is as it is there is left out.</param>
        public List<PlacedLocation> Changed(DateTimeOffset since, Places known)
        {
            using var rows = changed.Read(since);
            var found = new List<PlacedLocation>();
            while (rows.Read())
            {
                var placed = new PlacedLocation(rows.Text(0), rows.Text(1), rows.Instant(2), null!);
                if (known.Find(placed)?.ReceivedAt == placed.ReceivedAt) continue;
                found.Add(placed with { Location = (Location)CanonicalJson.Read(rows.Bytes(3), typeof(Location)) });
            }
            return found;
        }

        public void Dispose()
        {
            newest.Dispose();
            changed.Dispose();
            connection.Dispose();
        }
    }
}
