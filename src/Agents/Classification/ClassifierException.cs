namespace Rlar.Agents.Classification;

/// <summary>The file of a fitted classifier is none, or does not fit.</summary>
/// <param name="source">The file's name.</param>
/// <param name="what">What is wrong and what to do about it.</param>
/// <param name="inner">The cause, if there is one.</param>
public sealed class ClassifierException(string source, string what, Exception? inner = null) : RlarException($"{source}: {what}", inner);
