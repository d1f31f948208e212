using System.Data.Common;
using System.Text.RegularExpressions;

namespace ProtocolGateway.Journal;

/// <summary>
/// One prepared command. Values are given in the order in which the parameters first appear in its text.
/// </summary>
internal sealed partial class Statement : IDisposable
{
    private readonly DbCommand command;
    private readonly DbParameter[] parameters;

    public Statement(DbConnection connection, string sql)
    {
        command = connection.CreateCommand();
#pragma warning disable CA2100 // Only the journal's own constants come here.
        command.CommandText = sql;
#pragma warning restore CA2100
        parameters = [.. Parameter().Matches(sql).Select(m => m.Value).Distinct().Select(Add)];
        command.Prepare();
    }

    /// <summary>The number of rows changed.</summary>
    public int Execute(DbTransaction transaction, params ReadOnlySpan<object?> values) => Bind(transaction, values).ExecuteNonQuery();

    /// <summary>The first column of the first row; null when there is none.</summary>
    public object? Scalar(DbTransaction? transaction, params ReadOnlySpan<object?> values) => Bind(transaction, values).ExecuteScalar();

    /// <summary>The rows; the caller disposes them before the statement is used again.</summary>
    public DbDataReader Read(DbTransaction? transaction, params ReadOnlySpan<object?> values) => Bind(transaction, values).ExecuteReader();

    public void Dispose() => command.Dispose();

    [GeneratedRegex("@[A-Za-z]+[0-9]*")]
    private static partial Regex Parameter();

    private DbCommand Bind(DbTransaction? transaction, ReadOnlySpan<object?> values)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(values.Length, parameters.Length);
        command.Transaction = transaction;
        for (var i = 0; i < values.Length; i++) parameters[i].Value = values[i] ?? DBNull.Value;
        return command;
    }

    private DbParameter Add(string name)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        parameter.Value = DBNull.Value;
        command.Parameters.Add(parameter);
        return parameter;
    }
}
