"""What the practice pages have in common, in Chromium."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, expect


@pytest.mark.parametrize(
    ("page_name", "begin"),
    [("review", "Start"), ("mock-interview", "Prepare the interview"), ("plan", "Make the plan")],
)
def test_without_the_bank_the_page_says_so_and_tries_again(
    visitor: Callable[..., BrowserContext], page_name: str, begin: str
) -> None:
    page = visitor().new_page()
    page.route("**/bank/**", lambda route: route.abort())
    page.goto(f"practice/{page_name}/")
    expect(page.locator("[data-practice]")).to_contain_text("The questions cannot be fetched. Look at the connection")
    page.unroute("**/bank/**")
    page.get_by_role("button", name="Try again").click()
    expect(page.get_by_role("button", name=begin)).to_be_visible()
