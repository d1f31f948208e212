using Microsoft.EntityFrameworkCore;

namespace ProtocolGateway.Journal;

/// <summary>What queries of the embedded journal are made from.</summary>
public static class JournalModel
{
    /// <summary>
    /// Makes it ahead, without a journal, for a start that waits for something else meanwhile: it takes a quarter of a second,
    /// and EF Core keeps it for every context of the same kind.
    /// </summary>
    public static void Build()
    {
        using var nowhere = new JournalContext(new DbContextOptionsBuilder<JournalContext>().UseSqlite("Data Source=:memory:").Options);
        _ = nowhere.Model;
    }
}
