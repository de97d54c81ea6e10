namespace Rlar.Tables.Columns;

/// <summary>A value has no JSON form. Whoever knows the row and the column makes an error of it that says where.</summary>
/// <param name="reason">What is wrong, without a full stop.</param>
/// <param name="remedy">What to do about it, a sentence.</param>
internal sealed class ValueException(string reason, string remedy) : Exception(reason)
{
    /// <summary>What to do about it.</summary>
    internal string Remedy { get; } = remedy;
}
