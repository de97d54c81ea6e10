namespace Rlar.Host.Reporting;

/// <summary>A column of a <see cref="SummaryTable"/>.</summary>
/// <param name="Header">What it holds.</param>
/// <param name="Short">The same where there is little room.</param>
/// <param name="DropAs">When it is left out: 1 first, then 2; 0 never.</param>
internal sealed record SummaryColumn(string Header, string Short, int DropAs = 0)
{
    /// <summary>A column with one header, which is always there.</summary>
    internal SummaryColumn(string header)
        : this(header, header)
    {
    }
}
