using System.Text.RegularExpressions;

namespace ProtocolGateway.Journal;

/// <summary>
/// One prepared statement, in SQL that SQLite and PostgreSQL both understand. Values are given in the order in which the
/// parameters first appear in its text.
/// </summary>
internal abstract partial class Statement(string sql) : IDisposable
{
    protected string Sql { get; } = sql;

    /// <summary>Nobody waits for its result: it may be sent later, with the commit at the latest.</summary>
    public abstract void Run(params ReadOnlySpan<Value> values);

    /// <summary>The number of rows changed.</summary>
    public abstract int Execute(params ReadOnlySpan<Value> values);

    public abstract Rows Read(params ReadOnlySpan<Value> values);

    /// <summary>
    /// Says that it will be read or executed with these values, so that a database across the network answers everything
    /// that a batch needs in one round trip. Within the process it changes nothing.
    /// </summary>
    public virtual void Ahead(params ReadOnlySpan<Value> values) { }

    public abstract void Dispose();

    /// <summary>The distinct names of the parameters, in the order of their first appearance.</summary>
    protected static string[] Parameters(string sql) => [.. Parameter().Matches(sql).Select(m => m.Value).Distinct()];

    protected static string Replace(string sql, Func<string, string> parameter) => Parameter().Replace(sql, m => parameter(m.Value));

    [GeneratedRegex("@[A-Za-z]+[0-9]*")]
    private static partial Regex Parameter();
}
