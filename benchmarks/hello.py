"""The yardstick: a bare Typer app that prints one line."""

import typer

app = typer.Typer()


@app.command()
def hello(name: str = "世界") -> None:
    """Print one line."""
    typer.echo(f"你好，{name}")


if __name__ == "__main__":
    app()
