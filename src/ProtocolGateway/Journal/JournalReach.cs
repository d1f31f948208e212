using System.Data.Common;
using Microsoft.EntityFrameworkCore;

namespace ProtocolGateway.Journal;

/// <summary>For those who query the journal: whether an exception means that it is out of reach.</summary>
public static class JournalReach
{
    /// <summary>In words for an answer, naming no path; null when the exception is a bug's.</summary>
    public static string? WhyNot(Exception exception) => exception switch
    {
        DbException => JournalFaults.Explain(exception)?.Text,
        // EF Core wraps what a server says of itself, and whatever happens while it saves.
        InvalidOperationException or DbUpdateException when exception.InnerException is DbException inner => JournalFaults.Explain(inner)?.Text,
        _ => null,
    };
}
